package dev.confab.message.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogHeaders;
import org.junit.jupiter.api.Test;

final class ShardReadingTest {
  private final Chronicle chat = new Chronicle("s1");
  private final ShardPosition start = new ShardPosition(0, 0, FilterState.START);

  @Test
  void takesEventsThatCountWithTheirBytes() {
    ArchivedEvent created = chat.create();
    var records = new ShardRecords(0).open().event(created).progress();

    ShardReading reading = ShardReading.read(start, records.log);

    assertThat(reading.events()).containsExactly(created);
    assertThat(reading.deadLetters()).isEmpty();
    assertThat(reading.after())
        .isEqualTo(new ShardPosition(0, 3, new FilterState(1, "owner-1", 3, true)));
  }

  @Test
  void goesOnInTheMiddleOfATerm() {
    ArchivedEvent created = chat.create();
    ArchivedEvent sent = chat.send("a", Chronicle.NONE);
    var records = new ShardRecords(0).open().event(created).event(sent).log;

    ShardPosition middle = ShardReading.read(start, records.subList(0, 2)).after();

    assertThat(ShardReading.read(middle, records.subList(2, 3)).events()).containsExactly(sent);
  }

  @Test
  void dropsWhatFollowsALostRecord() {
    ArchivedEvent created = chat.create();
    var records = new ShardRecords(0).open().lost().event(created).open().event(created);

    ShardReading reading = ShardReading.read(start, records.log);

    assertThat(reading.events()).hasSize(1);
    assertThat(reading.after().filter()).isEqualTo(new FilterState(2, "owner-2", 2, true));
  }

  @Test
  void setsAsideWhatNobodyCanRead() {
    ArchivedEvent created = chat.create();
    var records = new ShardRecords(0).open().garbage("s1").event(created);

    ShardReading reading = ShardReading.read(start, records.log);

    assertThat(reading.events()).containsExactly(created);
    assertThat(reading.deadLetters())
        .singleElement()
        .satisfies(letter ->
            assertThat(LogHeaders.number(letter.headers(), DeadLetter.OFFSET)).isEqualTo(1));
  }
}
