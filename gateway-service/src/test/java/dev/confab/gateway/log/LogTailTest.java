package dev.confab.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.id.GatewayId;
import dev.confab.schema.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTailTest {
  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS.name(), 0);
  private static final TopicPartition REPLIES = new TopicPartition(Topics.REPLIES.name(), 0);
  private static final TopicPartition SIGNALS = new TopicPartition(Topics.SIGNALS.name(), 0);
  private static final TopicPartition SHARDS = new TopicPartition(Topics.SHARDS.name(), 0);
  private static final long LINGER = 1_000;
  private static final String REJECTED =
      "{\"type\":\"rejected\",\"sessionId\":\"s\",\"code\":\"forbidden\",\"message\":\"no\"}";

  private final RecordingConsumer consumer = new RecordingConsumer();
  private final Interests interests = new Interests(1, () -> 0L);
  private final LogTimes times = new LogTimes(new SimpleMeterRegistry());
  private final Pending pending = new Pending(times);
  private final RecordingListener listener = new RecordingListener();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final LogTail tail =
      new LogTail(
          consumer,
          interests,
          LogReader.router(new GatewayId("here"), pending, listener, times, LogSpans.OFF),
          0);

  @AfterEach
  void close() {
    tail.close();
  }

  private void ends(long events, long shards) {
    consumer.updateEndOffsets(Map.of(EVENTS, events, REPLIES, 0L, SIGNALS, 0L, SHARDS, shards));
  }

  private void step() {
    try {
      tail.step(0, LINGER);
    } catch (WakeupException e) {
      // Someone needed a shard: the reader goes on with the next round.
      tail.step(0, LINGER);
    }
  }

  @SafeVarargs
  private void given(ConsumerRecord<byte[], byte[]>... records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      consumer.addRecord(record);
    }
  }

  /// A shard that is read, with the floor that the claims say.
  private void ready(String... claims) {
    ends(10, claims.length);
    interests.hold(0);
    step();
    for (int i = 0; i < claims.length; i++) {
      given(Records.claim(i, claims[i]));
    }
    step();
  }

  private void commandIsOut() {
    pending.add(0, Long.MAX_VALUE, outcomes::add);
  }

  @Test
  void fixesPositionsFirstAndReadsTheRegistryToItsEndBeforeACommandLeaves() {
    ends(10, 1);
    List<String> sent = new ArrayList<>();
    interests.hold(0);
    interests.send(0, () -> sent.add("first"));
    interests.send(0, () -> sent.add("second"));
    step();
    assertThat(consumer.asked).startsWith("tails", "registry");
    assertThat(consumer.position(EVENTS)).isEqualTo(10);
    assertThat(sent).isEmpty();

    given(Records.claim(0, "0:3"));
    step();
    assertThat(sent).containsExactly("first", "second");
  }

  @Test
  void believesNothingBelowTheFloorAndAllBehindAHigherMarker() {
    ready("0:5");
    given(
        Records.event(10, 4, 1, 0, 7, null),
        Records.marker(11, 6),
        Records.event(12, 4, 2, 1, 8, null),
        Records.event(13, 6, 1, 0, 7, null),
        Records.event(14, 6, 3, 2, 9, null),
        Records.event(15, 6, 2, 2, 8, null));
    step();
    assertThat(listener.heard).containsExactly("opened 0", "event 7");
  }

  @Test
  void holdsBackATermFoundInTheMiddleUntilAReplySaysWhatIsSafe() {
    ready("0:5");
    commandIsOut();
    given(Records.event(10, 5, 4, 1, 7, null));
    step();
    assertThat(listener.heard).isEmpty();
    given(Records.reply(0, 5, 4, 4, REJECTED, "here/1"));
    step();
    assertThat(listener.heard).containsExactly("event 7");
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Replied.class);
  }

  @Test
  void dropsRepliesBelowTheFloor() {
    ready("0:5", "0:6");
    commandIsOut();
    given(Records.reply(0, 5, 4, 4, REJECTED, "here/1"));
    step();
    assertThat(outcomes).isEmpty();
  }

  @Test
  void acceptedEventAnswersItsCommandBeforeItIsHeard() {
    ready("0:5");
    pending.add(0, Long.MAX_VALUE, outcome -> listener.heard.add("ack"));
    given(Records.marker(10, 6), Records.event(11, 6, 1, 0, 7, "here/1"));
    step();
    assertThat(listener.heard).containsExactly("opened 0", "ack", "event 7");
  }

  @Test
  void eventOfAnotherGatewayAnswersNothingHere() {
    ready("0:5");
    commandIsOut();
    given(
        Records.marker(10, 6),
        Records.event(11, 6, 1, 0, 7, "there/1"),
        Records.event(12, 6, 2, 0, 8, "here/x"));
    step();
    assertThat(outcomes).isEmpty();
  }

  @Test
  void lostPositionStartsTheShardAgain() {
    ready("0:5");
    commandIsOut();
    consumer.setPollException(new OffsetOutOfRangeException(Map.of(EVENTS, 10L)));
    step();
    assertThat(listener.heard).containsExactly("lost 0");
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Unavailable.class);

    ends(20, 1);
    step();
    assertThat(consumer.position(EVENTS)).isEqualTo(20);
    List<String> sent = new ArrayList<>();
    interests.send(0, () -> sent.add("again"));
    assertThat(sent).containsExactly("again");
  }

  @Test
  void interestLingersAndThenEnds() {
    ready();
    interests.release(0);
    tail.step(LINGER - 1, LINGER);
    assertThat(consumer.assignment()).contains(EVENTS);
    tail.step(LINGER, LINGER);
    assertThat(consumer.assignment()).containsExactly(SHARDS);
  }

  /// Says in which order ends were asked for.
  private static final class RecordingConsumer extends MockConsumer<byte[], byte[]> {
    final List<String> asked = new ArrayList<>();

    RecordingConsumer() {
      super("none");
      updateBeginningOffsets(Map.of(SHARDS, 0L));
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions) {
      asked.add(partitions.contains(SHARDS) ? "registry" : "tails");
      return new HashMap<>(super.endOffsets(partitions));
    }
  }
}
