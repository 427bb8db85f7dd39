package dev.confab.bench.micro;

import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.log.LogPosition;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Judging records of the log, from their headers on.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogFilterBenchmark {
  private static final int RECORDS = 1_000;
  private static final String OWNER = "9a9ea457-8cff-4d24-89d9-87f06d532a08";

  private final Headers[] headers = new Headers[RECORDS];
  private LogFilter filter = new LogFilter(FilterState.START);

  @Setup
  public void records() {
    for (int i = 0; i < RECORDS; i++) {
      Headers record = new RecordHeaders();
      LogHeaders.put(record, LogHeaders.TERM, 1);
      LogHeaders.put(record, LogHeaders.OWNER, OWNER);
      LogHeaders.put(record, LogHeaders.N, i + 1);
      LogHeaders.put(record, LogHeaders.SAFE, i);
      LogHeaders.put(record, LogHeaders.COMMAND_OFFSET, i);
      LogHeaders.put(record, LogHeaders.SEQ, i + 1);
      LogHeaders.put(record, LogHeaders.CE_TYPE, "chat.message_created");
      headers[i] = record;
    }
  }

  @Setup(Level.Invocation)
  public void start() {
    filter = new LogFilter(new FilterState(1, OWNER, 1, true));
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public LogFilter judges() {
    for (Headers record : headers) {
      if (filter.judge(LogPosition.of(record)) != LogFilter.Verdict.ACCEPTED) {
        throw new IllegalStateException("a record does not count");
      }
    }
    return filter;
  }
}
