package dev.confab.web.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.confab.web.limit.Rate;
import jakarta.validation.constraints.Min;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What a request may take of the server.
///
/// @param headerBytes of all headers together; a token of 32 KB fits
/// @param connections that are open, sockets too; 0 for three quarters of the files that the
///   process may have open. More wait until one ends
/// @param connectionsPerAddress of them from one address (of IPv6 one /64), as they come in:
///   counted only where clients come themselves (`server.forward-headers-strategy` is not set); 0
///   for no limit
/// @param answerPatience within which a client must take 32 KB more of its answer, or all of it
/// @param answerTotal within which it must have taken all of it
/// @param strangerThreads that work for callers who have not shown a good token, half of them for
///   one address; 0 for twice the processors
/// @param refusalsPerSecond requests from one address that are refused (4xx) without a good token,
///   counted as connections are: answered later where there are more, so that they take little from
///   others; 0 for no limit
/// @param refusalsBurst so many at once after a rest
/// @param refusalsPause for which one waits; what would have to wait for longer is not answered,
///   and its connection ends then
/// @param bodyPatience within which a body must be there
/// @param slowBodies that did not come with their request and are waited for at the same time, of
///   all; well below the server's threads (`server.jetty.threads.max`, 200)
/// @param slowBodiesOfUser those of one user
/// @param requestsPerUser of one user at the same time; 0 for no limit
@Validated
@ConfigurationProperties("confab.http")
public record HttpLimits(
    @DefaultValue("40KB") DataSize headerBytes,
    @Min(0) @DefaultValue("0") int connections,
    @Min(0) @DefaultValue("2000") int connectionsPerAddress,
    @DefaultValue("60s") Duration answerPatience,
    @DefaultValue("10m") Duration answerTotal,
    @Min(0) @DefaultValue("0") int strangerThreads,
    @Min(0) @DefaultValue("20") long refusalsPerSecond,
    @Min(1) @DefaultValue("100") long refusalsBurst,
    @DefaultValue("10s") Duration refusalsPause,
    @DefaultValue("30s") Duration bodyPatience,
    @Min(1) @DefaultValue("96") int slowBodies,
    @Min(1) @DefaultValue("32") int slowBodiesOfUser,
    @Min(0) @DefaultValue("128") int requestsPerUser) {

  int mostConnections() {
    if (connections > 0) {
      return connections;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() / 4 * 3)
        : Integer.MAX_VALUE;
  }

  AnswerTimes answerTimes() {
    return new AnswerTimes(answerPatience, answerTotal);
  }

  int threadsOfStrangers() {
    return strangerThreads > 0 ? strangerThreads : 2 * Runtime.getRuntime().availableProcessors();
  }

  Rate refusals() {
    return new Rate(refusalsPerSecond, refusalsBurst);
  }
}
