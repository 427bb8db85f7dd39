package dev.confab.gateway;

import dev.confab.gateway.channel.ChannelRules;
import dev.confab.gateway.history.HistoryRules;
import dev.confab.gateway.limit.RateLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
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
/// @param batchBytes the body of a batch; 100 messages of 32 768 bytes fit
/// @param connections sockets on this gateway
/// @param firstFrame within which a socket must have authenticated, and a message that it began
///   must end
/// @param ping how often a socket is pinged
/// @param silence after which a socket that says nothing, not even a pong, is cut
/// @param heartbeat how often a shard with someone joined here is told that this gateway lives
/// @param heartbeatSilence after which without a heartbeat in the log those who are joined are
///   announced again; less than the message-service's patience
/// @param historyUrl where events are read that a client missed, any of these; this process's own
///   port if there is none
/// @param drain over which the sockets are closed when the gateway stops
/// @param rates how much each may ask
@Validated
@ConfigurationProperties("confab.gateway")
public record GatewayProperties(
    @DefaultValue("5s") Duration deadline,
    @DefaultValue("60s") Duration interestLinger,
    @DefaultValue("1MB") DataSize queueBytes,
    @DefaultValue("65536B") DataSize frameBytes,
    @DefaultValue("256KB") DataSize bodyBytes,
    @DefaultValue("4MB") DataSize batchBytes,
    @Min(1) @DefaultValue("64") int sessionsPerConnection,
    @Min(1) @DefaultValue("100000") int connections,
    @DefaultValue("10s") Duration firstFrame,
    @DefaultValue("25s") Duration ping,
    @DefaultValue("40s") Duration silence,
    @DefaultValue("10s") Duration heartbeat,
    @DefaultValue("20s") Duration heartbeatSilence,
    @DefaultValue List<URI> historyUrl,
    @Valid @DefaultValue Resume resume,
    @DefaultValue("0s") Duration drain,
    @Valid @DefaultValue RateLimits rates) {

  /// How much a client that comes back can get again.
  ///
  /// @param events at most; who missed more reloads
  /// @param bytes the same in bytes
  /// @param ringEvents the newest of a session, held here as long as someone sits in it and for
  ///   `interestLinger` more
  /// @param ringBytes the same in bytes
  /// @param keptBytes new events kept for a client that does not get them yet; more closes it
  /// @param readers stretches of history that are read at the same time
  /// @param timeout of one page of history
  /// @param patience for all of what is read from history; then the client reloads
  public record Resume(
      @Min(0) @DefaultValue("10000") long events,
      @DefaultValue("8MB") DataSize bytes,
      @Min(0) @DefaultValue("256") int ringEvents,
      @DefaultValue("256KB") DataSize ringBytes,
      @DefaultValue("4MB") DataSize keptBytes,
      @Min(1) @DefaultValue("4") int readers,
      @DefaultValue("5s") Duration timeout,
      @DefaultValue("15s") Duration patience) {}

  /// The channels' part of this.
  public ChannelRules channelRules() {
    return new ChannelRules(
        sessionsPerConnection,
        resume.keptBytes().toBytes(),
        resume.ringEvents(),
        resume.ringBytes().toBytes(),
        interestLinger.toNanos());
  }

  /// `ownPort` is asked for once requests come, when it is known.
  public HistoryRules historyRules(IntSupplier ownPort) {
    return new HistoryRules(
        () ->
            historyUrl.isEmpty()
                ? List.of(URI.create("http://localhost:" + ownPort.getAsInt()))
                : historyUrl,
        resume.events(),
        resume.bytes().toBytes(),
        resume.readers(),
        resume.timeout(),
        resume.patience());
  }
}
