package dev.confab.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a plain list that is searched from end to end.
class RecentMessagesTest {
  private final List<RecentMessage> model = new ArrayList<>();
  private RecentMessages recent = RecentMessages.EMPTY;
  private long forgotten;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsThoseThatWereTouchedLastAndSaysWhatItForgot(long seed) {
    Random random = new Random(seed);
    for (long seq = 1; seq < 2_000; seq++) {
      int bytes = random.nextInt(4) == 0 ? random.nextInt(9_000) : 0;
      if (model.isEmpty() || random.nextInt(3) > 0) {
        touch(message(seq, seq, bytes));
      } else {
        long old = model.get(random.nextInt(model.size())).seq();
        touch(message(old, seq, bytes));
      }
      assertThat(recent.messages()).isEqualTo(model);
      assertThat(recent.forgottenUpTo()).isEqualTo(forgotten);
      assertThat(recent.metadataBytes()).isEqualTo(bytesOf(model));
      RecentMessage any = model.get(random.nextInt(model.size()));
      assertThat(recent.find(any.seq())).isEqualTo(any);
      assertThat(recent.find(seq + 1)).isNull();
    }
  }

  private void touch(RecentMessage message) {
    recent = recent.with(message);
    model.removeIf(known -> known.seq() == message.seq());
    model.add(message);
    while (model.size() > RecentMessages.SIZE
        || (bytesOf(model) > RecentMessages.METADATA_BYTES && model.size() > 1)) {
      forgotten = model.removeFirst().changedAt();
    }
  }

  private static int bytesOf(List<RecentMessage> messages) {
    return messages.stream().mapToInt(RecentMessage::metadataBytes).sum();
  }

  private static RecentMessage message(long seq, long changedAt, int bytes) {
    return new RecentMessage(
        seq,
        changedAt,
        false,
        new UserId("ann"),
        MessageRole.USER,
        SessionState.NO_METADATA,
        bytes,
        Instant.EPOCH,
        null);
  }
}
