package dev.confab.bench.micro;

import dev.confab.message.domain.BodyHash;
import dev.confab.message.domain.Decision;
import dev.confab.message.domain.Evolution;
import dev.confab.message.domain.SessionState;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Deciding about a message, and what that makes of a session whose windows are full.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeciderBenchmark {
  private static final int MESSAGES = 2_000;

  private SessionState state = Fixture.session();
  private Command.SendMessage fresh = Fixture.send(MESSAGES);
  private Command.SendMessage repeat = Fixture.send(MESSAGES - 1);
  private Event event = Fixture.event(state, fresh);

  @Setup
  public void fill() {
    for (int i = 0; i < MESSAGES; i++) {
      Command.SendMessage send = Fixture.send(i);
      state = Evolution.evolve(state, Fixture.event(state, send), BodyHash.of(send));
    }
    event = Fixture.event(state, fresh);
  }

  @Benchmark
  public Decision decides() {
    return Fixture.DECIDER.decide(state, fresh, null, Fixture.USAGE);
  }

  @Benchmark
  public Decision findsARepeat() {
    return Fixture.DECIDER.decide(state, repeat, null, Fixture.USAGE);
  }

  @Benchmark
  public SessionState evolves() {
    return Evolution.evolve(state, event, "00000000000000000000000000000000");
  }

  @Benchmark
  public String hashesTheBody() {
    return BodyHash.of(fresh);
  }
}
