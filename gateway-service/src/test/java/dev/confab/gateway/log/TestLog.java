package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.log.LogHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A log that takes commands and leaves it to the test what becomes of them.
public final class TestLog {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Interests interests = new Interests(1, () -> 0L);
  private final LogTimes times = new LogTimes(new SimpleMeterRegistry());
  private final Pending pending = new Pending(times);
  private final CommandLog commands =
      new CommandLog(
          producer,
          new GatewayId("here"),
          interests,
          pending,
          Duration.ofSeconds(5),
          () -> 0L,
          LogSpans.OFF);

  public TestLog() {
    interests.of(0).open();
    interests.of(0).ready();
  }

  public CommandLog commands() {
    return commands;
  }

  public Interests interests() {
    return interests;
  }

  /// In the order in which they reached the log.
  public List<Command> commandsSent() {
    return producer.history().stream()
        .filter(sent -> sent.key() != null)
        .map(TestLog::decode)
        .toList();
  }

  /// Who said that he lives: `<shard> <gateway> <value>`.
  public List<String> heartbeats() {
    return producer.history().stream()
        .filter(sent -> sent.key() == null)
        .map(sent ->
            sent.partition()
                + " "
                + LogHeaders.text(sent.headers(), LogHeaders.GATEWAY_ALIVE)
                + " "
                + new String(sent.value(), UTF_8))
        .toList();
  }

  /// From now on nothing reaches the log.
  public void cutOff(boolean cut) {
    producer.sendException = cut ? new TimeoutException("cut off") : null;
  }

  /// The number of the last command that wants an outcome.
  public int last() {
    return producer.history().stream()
        .map(sent -> LogHeaders.text(sent.headers(), LogHeaders.ORIGIN))
        .filter(origin -> origin != null)
        .map(origin -> Integer.parseInt(origin.substring(origin.indexOf('/') + 1)))
        .reduce(0, Math::max);
  }

  public void decide(int number, Outcome outcome) {
    pending.decide(number, outcome);
  }

  public void decideLast(Outcome outcome) {
    decide(last(), outcome);
  }

  private static Command decode(ProducerRecord<byte[], byte[]> sent) {
    try {
      return Json.decode(sent.value(), Command.class);
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }
}
