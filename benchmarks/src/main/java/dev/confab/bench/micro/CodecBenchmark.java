package dev.confab.bench.micro;

import dev.confab.gateway.socket.FrameReading;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A message on its way through JSON: a client's frame, the command, the event.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
  private final Command.SendMessage command = Fixture.send(1);
  private final Event event = Fixture.event(Fixture.session(), command);
  private final byte[] commandJson = Json.encode(command);
  private final byte[] eventJson = Json.encode(event);
  private final String frame =
      "{\"id\":\"w1\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"%s\",\"clientId\":\"w1\"}"
          .formatted(Fixture.SESSION, Fixture.CONTENT);

  @Benchmark
  public Object readsAFrame() {
    return FrameReading.read(frame);
  }

  @Benchmark
  public byte[] encodesACommand() {
    return Json.encode(command);
  }

  @Benchmark
  public Command decodesACommand() throws MalformedException {
    return Json.decode(commandJson, Command.class);
  }

  @Benchmark
  public byte[] encodesAnEvent() {
    return Json.encode(event);
  }

  @Benchmark
  public Event decodesAnEvent() throws MalformedException {
    return Json.decode(eventJson, Event.class);
  }
}
