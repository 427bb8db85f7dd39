package dev.confab.web.server;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Meters;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;

/// How fast callers who are nobody are refused, by their networks: what is too much is answered
/// later, and where that would be too late, no more. Whoever has shown a good token is counted by
/// himself elsewhere. Thread-safe.
final class RefusalPace {
  private static final long MOST_PAUSE = SECONDS.toNanos(10);

  /// When an answer leaves.
  enum When {
    NOW,
    LATER,
    NEVER
  }

  private final Meters<ClientNetwork> refusals;

  RefusalPace(Meters<ClientNetwork> refusals) {
    this.refusals = refusals;
  }

  /// When that answer leaves. If later, `send` is run then, or `lost` if no thread takes it;
  /// neither in this thread.
  When of(Request request, int status, Runnable send, Runnable lost) {
    if (status < 400 || status >= 500 || StrangerThreads.isKnown(request)) {
      return When.NOW;
    }
    ClientNetwork network = ClientNetwork.of(Request.getRemoteAddr(request));
    long pause = refusals.pause(network, MOST_PAUSE);
    if (pause == 0) {
      return When.NOW;
    }
    if (pause > MOST_PAUSE) {
      return When.NEVER;
    }
    Components components = request.getComponents();
    // What follows may be the connection's next request, which is none for the scheduler's thread.
    Runnable task =
        () -> {
          try {
            components.getExecutor().execute(send);
          } catch (RejectedExecutionException e) {
            lost.run();
          }
        };
    components.getScheduler().schedule(task, pause, NANOSECONDS);
    return When.LATER;
  }
}
