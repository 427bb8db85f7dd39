package dev.confab.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecedentsTest {
  private static final SessionId S = new SessionId("s");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Precedents precedents = new Precedents(10, new HoleyArchive(), () -> false);

  /// The archive has the events 2, 4 and 5: a session that is at 2 has no precedent until it is at
  /// 3, or its next event would leave a hole.
  @Test
  void givesAnEventOnlyToTheSessionThatIsRightBeforeIt() {
    assertThat(precedents.next(1, S, 1)).isEqualTo(event(2));
    assertThat(precedents.next(2, S, 2)).isNull();
    assertThat(precedents.next(3, S, 3)).isEqualTo(event(4));
    assertThat(precedents.next(4, S, 4)).isEqualTo(event(5));
    assertThat(precedents.next(5, S, 5)).isNull();
  }

  @Test
  void givesNothingToNewCommands() {
    assertThat(precedents.next(10, S, 1)).isNull();
  }

  private static Event event(long seq) {
    return new Event.SessionDeleted(
        S, seq, NOON, new Actor(new UserId("alice")), new CommandId("c" + seq));
  }

  private static final class HoleyArchive implements Precedents.Archive {
    @Override
    public List<Event> after(SessionId session, long seq) {
      return List.of(event(2), event(4), event(5));
    }

    @Override
    public Map<SessionId, Long> lastSeqs(Collection<SessionId> sessions) {
      return Map.of();
    }
  }
}
