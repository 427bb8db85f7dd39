package dev.confab.web.server;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Meters;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;

/// How fast callers who are nobody are refused, by their networks: what is too much is answered
/// later, and where that would be too late, no more. Then the connection stays silent for as long,
/// since one that ends at once would be replaced at once. Whoever has shown a good token is counted
/// by himself elsewhere. Thread-safe.
final class RefusalPace {
  private final Meters<ClientNetwork> refusals;
  private final long mostPause;

  /// @param mostPause for which a refusal waits
  RefusalPace(Meters<ClientNetwork> refusals, Duration mostPause) {
    this.refusals = refusals;
    this.mostPause = mostPause.toNanos();
  }

  /// Whether that answer has to wait. Then `send` is run later, or `end` if it is not to be sent:
  /// neither in this thread.
  boolean delays(Request request, int status, Runnable send, Runnable end) {
    if (status < 400 || status >= 500 || StrangerThreads.isKnown(request)) {
      return false;
    }
    ClientNetwork network = ClientNetwork.of(Request.getRemoteAddr(request));
    long pause = refusals.pause(network, mostPause);
    if (pause == 0) {
      return false;
    }
    Components components = request.getComponents();
    // What follows may be the connection's next request, which is none for the scheduler's thread.
    Runnable inTime =
        () -> {
          try {
            components.getExecutor().execute(send);
          } catch (RejectedExecutionException e) {
            end.run();
          }
        };
    components
        .getScheduler()
        .schedule(pause > mostPause ? end : inTime, Math.min(pause, mostPause), NANOSECONDS);
    return true;
  }
}
