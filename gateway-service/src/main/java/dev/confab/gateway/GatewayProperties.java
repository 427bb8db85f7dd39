package dev.confab.gateway;

import dev.confab.schema.limit.Limits;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How a gateway behaves.
///
/// @param deadline after which a write without a verdict is `unavailable`
/// @param interestLinger how long a shard is still read when nobody needs it any more
/// @param queueBytes unsent bytes per socket; more closes it
/// @param frameBytes a client's frame, put together
/// @param bodyBytes a REST request's body
/// @param connections sockets on this gateway
/// @param firstFrame within which a socket must have authenticated
/// @param ping how often a socket is pinged
/// @param silence after which a socket that says nothing, not even a pong, is cut
/// @param heartbeat how often a shard with someone joined here is told that this gateway lives
/// @param heartbeatSilence after which without a heartbeat in the log those who are joined are
///   announced again; less than the message-service's patience
/// @param limits of what is written
@Validated
@ConfigurationProperties("confab.gateway")
public record GatewayProperties(
    @DefaultValue("5s") Duration deadline,
    @DefaultValue("60s") Duration interestLinger,
    @DefaultValue("1MB") DataSize queueBytes,
    @DefaultValue("65536B") DataSize frameBytes,
    @DefaultValue("1MB") DataSize bodyBytes,
    @Min(1) @DefaultValue("64") int sessionsPerConnection,
    @Min(1) @DefaultValue("100000") int connections,
    @DefaultValue("10s") Duration firstFrame,
    @DefaultValue("25s") Duration ping,
    @DefaultValue("40s") Duration silence,
    @DefaultValue("10s") Duration heartbeat,
    @DefaultValue("20s") Duration heartbeatSilence,
    @DefaultValue Sizes limits) {

  /// What {@link Limits} holds, as configuration.
  public record Sizes(
      @DefaultValue("32768") int contentBytes,
      @DefaultValue("8192") int metadataBytes,
      @DefaultValue("16") int metadataDepth,
      @DefaultValue("256") int titleLength,
      @DefaultValue("1000") int members) {
    Limits toLimits() {
      return new Limits(contentBytes, metadataBytes, metadataDepth, titleLength, members);
    }
  }
}
