package dev.confab.gateway.limit;

import dev.confab.web.limit.Rate;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much each may ask, on this gateway; 0 is no limit. Callers with `chat:service` are trusted:
/// joins of theirs are not counted.
///
/// @param connectionsPerUser sockets of one user
/// @param connectionsPerAddress sockets from one address, as the server sees it: behind a proxy it
///   must believe the proxy's headers (`server.forward-headers-strategy`), or this must be off
/// @param handshakesPerSecond sockets that are opened, by all together
/// @param framesPerSecond of one connection
/// @param joinsPerSecond `join_session` of one user
public record RateLimits(
    @Min(0) @DefaultValue("100") int connectionsPerUser,
    @Min(0) @DefaultValue("1000") int connectionsPerAddress,
    @Min(0) @DefaultValue("1000") long handshakesPerSecond,
    @Min(1) @DefaultValue("2000") long handshakesBurst,
    @Min(0) @DefaultValue("2000") long framesPerSecond,
    @Min(1) @DefaultValue("25000") long framesBurst,
    @Min(0) @DefaultValue("100") long joinsPerSecond,
    @Min(1) @DefaultValue("1000") long joinsBurst) {

  public Rate handshakes() {
    return new Rate(handshakesPerSecond, handshakesBurst);
  }

  public Rate frames() {
    return new Rate(framesPerSecond, framesBurst);
  }

  public Rate joins() {
    return new Rate(joinsPerSecond, joinsBurst);
  }
}
