package dev.confab.message.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.confab.schema.id.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last keyed writes of one sender in one session, oldest first. Immutable.
public record SendWindow(@JsonValue List<Remembered> writes) {
  /// How many writes are remembered in any case; a full batch must fit.
  public static final int SIZE = 128;

  /// How many are, at most, that are not older than {@link #RECENT}: clients still repeat those
  /// whose answer was lost, and several batches of one sender can be among them.
  static final int MOST = 512;

  static final Duration RECENT = Duration.ofMinutes(2);

  static final SendWindow EMPTY = new SendWindow(List.of());

  @JsonCreator
  public SendWindow {}

  @Nullable Remembered find(CommandId id) {
    for (int i = writes.size() - 1; i >= 0; i--) {
      if (writes.get(i).commandId().equals(id)) {
        return writes.get(i);
      }
    }
    return null;
  }

  /// @param roomy whether there is room for more than {@link #SIZE}
  SendWindow with(Remembered write, boolean roomy) {
    Instant recent = write.at().minus(RECENT);
    int least = Math.max(0, writes.size() + 1 - SIZE);
    int from = Math.max(0, writes.size() + 1 - (roomy ? MOST : SIZE));
    while (from < least && writes.get(from).at().isBefore(recent)) {
      from++;
    }
    List<Remembered> longer = new ArrayList<>(writes.size() - from + 1);
    longer.addAll(writes.subList(from, writes.size()));
    longer.add(write);
    return new SendWindow(longer);
  }
}
