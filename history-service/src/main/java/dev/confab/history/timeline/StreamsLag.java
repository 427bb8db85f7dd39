package dev.confab.history.timeline;

import dev.confab.web.kafka.LogLag;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/// Measures the lag of the partitions here by what the streams' consumers saw of the log's end;
/// while the streams do not run, the partitions that were here last count as standing still.
/// Thread-safe.
final class StreamsLag {
  private final KafkaStreams streams;
  private final Progress progress;

  StreamsLag(KafkaStreams streams, Progress progress) {
    this.streams = streams;
    this.progress = progress;
  }

  LogLag measure() {
    LogLag lag = progress.lag();
    if (streams.state() != KafkaStreams.State.RUNNING) {
      lag.measured(Map.of(), lag.partitions());
      return lag;
    }
    Map<Integer, Long> lags = new HashMap<>();
    progress.partitions().forEach(partition -> lags.put(partition, 0L));
    streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("records-lag"))
        .forEach(metric ->
            lags.computeIfPresent(partition(metric), (p, behind) -> behind + records(metric)));
    lag.measured(lags);
    return lag;
  }

  private static int partition(Metric metric) {
    return Integer.parseInt(metric.metricName().tags().getOrDefault("partition", "-1"));
  }

  private static long records(Metric metric) {
    return metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag.longValue() : 0;
  }
}
