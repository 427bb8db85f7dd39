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
/// @param addressHandshakesPerSecond those from one address, as the server sees it
/// @param framesPerSecond of one connection, pings and parts of messages too; it is not read while
///   it has more
/// @param firstFramesPerSecond the same, as long as it has not said who it is
/// @param underWay what one user asks of the log at a time, over all his connections; they are not
///   read while he has more
/// @param joinsPerSecond `join_session` of one user
public record RateLimits(
    @Min(0) @DefaultValue("100") int connectionsPerUser,
    @Min(0) @DefaultValue("1000") int connectionsPerAddress,
    @Min(0) @DefaultValue("2000") long handshakesPerSecond,
    @Min(1) @DefaultValue("4000") long handshakesBurst,
    @Min(0) @DefaultValue("1000") long addressHandshakesPerSecond,
    @Min(1) @DefaultValue("2000") long addressHandshakesBurst,
    @Min(0) @DefaultValue("2000") long framesPerSecond,
    @Min(1) @DefaultValue("25000") long framesBurst,
    @Min(0) @DefaultValue("20") long firstFramesPerSecond,
    @Min(1) @DefaultValue("50") long firstFramesBurst,
    @Min(0) @DefaultValue("64") int underWay,
    @Min(0) @DefaultValue("100") long joinsPerSecond,
    @Min(1) @DefaultValue("1000") long joinsBurst) {

  public Rate handshakes() {
    return new Rate(handshakesPerSecond, handshakesBurst);
  }

  public Rate addressHandshakes() {
    return new Rate(addressHandshakesPerSecond, addressHandshakesBurst);
  }

  public Rate firstFrames() {
    return new Rate(firstFramesPerSecond, firstFramesBurst);
  }

  public Rate frames() {
    return new Rate(framesPerSecond, framesBurst);
  }

  public Rate joins() {
    return new Rate(joinsPerSecond, joinsBurst);
  }
}
