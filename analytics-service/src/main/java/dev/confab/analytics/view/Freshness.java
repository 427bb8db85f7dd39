package dev.confab.analytics.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Finds out up to when the view is complete, whoever counts.
///
/// It asks where `chat.events` ends; waits until the progress of both stages has reached that; asks
/// where the rows end then, since progress and rows are on different partitions; and waits until
/// those are read. All that was appended before the first question is in the view now. Its methods
/// are called by one thread, but for those that say so.
public final class Freshness {
  /// What it asks and where its reader is. Questions block; trouble is thrown.
  interface Log {
    /// The ends of `chat.events`, by shard.
    Map<Integer, Long> eventEnds();

    /// The ends of the rows: of what is committed.
    Map<TopicPartition, Long> rowEnds();

    /// Offset of the next row to be read.
    long next(TopicPartition rows);
  }

  private record Question(Instant at, Map<Integer, Long> events) {}

  private final Log log;
  private final View view;
  private final Duration interval;
  private @Nullable Question question;
  private @Nullable Map<TopicPartition, Long> rows;
  private @Nullable Question newest;
  private volatile @Nullable Instant asOf;
  private volatile long lag;

  /// Asks where the log ends once in an interval.
  Freshness(Log log, View view, Duration interval) {
    this.log = log;
    this.view = view;
    this.interval = interval;
  }

  /// Goes on as far as can be without waiting.
  void step(Instant now) {
    Question latest = newest;
    if (latest == null || !now.isBefore(latest.at().plus(interval))) {
      latest = new Question(now, log.eventEnds());
      newest = latest;
    }
    lag = behind(latest.events());
    if (question == null) {
      question = latest;
    }
    if (rows == null && behind(question.events()) == 0) {
      rows = log.rowEnds();
    }
    if (rows != null && rows.entrySet().stream().allMatch(this::isRead)) {
      asOf = question.at();
      question = null;
      rows = null;
    }
  }

  /// Forgets what was known: the view is filled anew.
  void startAgain() {
    asOf = null;
    question = null;
    rows = null;
    newest = null;
  }

  /// All that was appended before is in the view; `null` before it has caught up once. Any thread.
  public @Nullable Instant asOf() {
    return asOf;
  }

  /// Records of `chat.events` that are not in the view, as far as known. Any thread.
  public long lag() {
    return lag;
  }

  private boolean isRead(Map.Entry<TopicPartition, Long> end) {
    return log.next(end.getKey()) >= end.getValue();
  }

  private long behind(Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - view.reached(end.getKey())))
        .sum();
  }
}
