package dev.confab.analytics;

import dev.confab.analytics.count.CountSettings;
import dev.confab.analytics.view.ViewSettings;
import dev.confab.web.kafka.KafkaConnection;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How the analytics service is set up.
///
/// @param stateDir where the sums lie; it may be lost, then they are fetched from Kafka
/// @param instance a name that this instance keeps over restarts, and no other one has: with it a
///   restart after a crash goes on at once
/// @param retention how long numbers are kept; it makes the topics, and later changes nothing there
/// @param memory bound on RocksDB's memory
/// @param cache bound on changes that wait for a commit
/// @param flushInterval how long changes of a number are gathered before it is written
/// @param commitInterval how often transactions end
/// @param sessionTimeout how soon another instance takes over what a dead one counted
/// @param transactionTimeout how long a transaction may last; one that a dead instance left is in
///   the way of others for as long
/// @param standbys instances that keep a second copy of the sums
/// @param patience how old an answer may be
@Validated
@ConfigurationProperties("confab.analytics")
public record AnalyticsProperties(
    @DefaultValue("data/analytics") Path stateDir,
    @Nullable @Pattern(regexp = "[A-Za-z0-9._-]{1,249}") String instance,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("16MB") DataSize memory,
    @DefaultValue("8MB") DataSize cache,
    @DefaultValue("500ms") Duration flushInterval,
    @DefaultValue("500ms") Duration commitInterval,
    @DefaultValue("10s") Duration sessionTimeout,
    @DefaultValue("30s") Duration transactionTimeout,
    @DefaultValue("1") @Min(0) int standbys,
    @DefaultValue("30s") Duration patience) {

  /// Throws `IllegalArgumentException` if numbers of a day would not be kept for it.
  public AnalyticsProperties {
    if (retention.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("confab.analytics.retention must be at least a day");
    }
  }

  CountSettings counting(KafkaConnection kafka) {
    return new CountSettings(
        kafka.partitions(),
        kafka.replicas(),
        standbys,
        stateDir,
        instance,
        retention,
        memory.toBytes(),
        cache.toBytes(),
        flushInterval,
        commitInterval,
        sessionTimeout,
        transactionTimeout);
  }

  ViewSettings view() {
    return new ViewSettings(retention, patience);
  }
}
