package dev.confab.web.server;

import dev.confab.web.limit.ClientNetwork;
import jakarta.servlet.ServletRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Gives requests of callers who have not shown a good token yet few of the server's threads: so
/// many of one network, and so many of all. More wait without a thread, the networks in turn, so
/// that none of them takes the server from the others.
///
/// Until a token is verified a request is work for the processor. One that takes longer than that
/// waits for something else, such as the issuer: its place goes to the next. Thread-safe.
final class StrangerThreads extends Handler.Wrapper {
  static final String ATTRIBUTE = StrangerThreads.class.getName();
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int ofAll;
  private final int ofOne;
  private final Map<ClientNetwork, Network> networks = new HashMap<>();

  /// Those of which somebody waits; who had his turn comes last.
  private final Deque<Network> turns = new ArrayDeque<>();

  /// Those that have a place, oldest first.
  private final Set<Visit> inside = new LinkedHashSet<>();

  private boolean watched;

  StrangerThreads(int ofAll, int ofOne) {
    this.ofAll = ofAll;
    this.ofOne = ofOne;
  }

  /// The request's caller has shown a good token.
  static void know(ServletRequest request) {
    know(request.getAttribute(ATTRIBUTE));
  }

  static void know(@Nullable Object attribute) {
    if (attribute instanceof Visit visit) {
      visit.known = true;
      visit.leave();
    }
  }

  static boolean isKnown(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof Visit visit && visit.known;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Visit visit = new Visit(request, response, callback);
    request.setAttribute(ATTRIBUTE, visit);
    if (!enter(visit)) {
      return true;
    }
    try {
      return super.handle(request, response, callback);
    } finally {
      visit.leave();
    }
  }

  /// Whether it has a place; else it waits for one.
  private synchronized boolean enter(Visit visit) {
    Network network = networks.computeIfAbsent(visit.from, from -> new Network());
    if (inside.size() < ofAll && network.inside < ofOne) {
      place(visit, network);
      return true;
    }
    if (network.waiting.isEmpty()) {
      turns.add(network);
    }
    network.waiting.add(visit);
    watch();
    return false;
  }

  private void place(Visit visit, Network network) {
    network.inside++;
    visit.since = System.nanoTime();
    inside.add(visit);
  }

  private void leave(Visit visit) {
    Deque<Visit> leaving = new ArrayDeque<>(List.of(visit));
    while (!leaving.isEmpty()) {
      for (Visit next : free(leaving.remove())) {
        if (!next.begin()) {
          leaving.add(next);
        }
      }
    }
  }

  /// Returns who has a place now that this one has left.
  private synchronized List<Visit> free(Visit left) {
    if (!inside.remove(left)) {
      return List.of();
    }
    Network network = networks.get(left.from);
    if (network != null && --network.inside == 0 && network.waiting.isEmpty()) {
      networks.remove(left.from);
    }
    List<Visit> next = new ArrayList<>();
    for (int full = 0; inside.size() < ofAll && full < turns.size(); ) {
      Network turn = turns.remove();
      if (turn.inside < ofOne) {
        Visit visit = turn.waiting.remove();
        place(visit, turn);
        next.add(visit);
        full = 0;
      } else {
        full++;
      }
      if (!turn.waiting.isEmpty()) {
        turns.add(turn);
      }
    }
    return next;
  }

  /// As long as somebody waits.
  private synchronized void watch() {
    if (!watched && !turns.isEmpty()) {
      watched = true;
      getServer().getScheduler().schedule(this::giveOn, MOST_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void giveOn() {
    List<Visit> late;
    synchronized (this) {
      watched = false;
      long now = System.nanoTime();
      late = inside.stream().filter(visit -> now - visit.since > MOST_NANOS).toList();
    }
    late.forEach(this::leave);
    watch();
  }

  private static final class Network {
    private final Deque<Visit> waiting = new ArrayDeque<>();
    private int inside;
  }

  private final class Visit implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ClientNetwork from;
    private long since;
    private volatile boolean known;

    private Visit(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.from = ClientNetwork.of(Request.getRemoteAddr(request));
    }

    private void leave() {
      StrangerThreads.this.leave(this);
    }

    /// Whether there was a thread for it.
    private boolean begin() {
      try {
        request.getComponents().getExecutor().execute(this);
        return true;
      } catch (RejectedExecutionException e) {
        callback.failed(e);
        return false;
      }
    }

    @Override
    public void run() {
      try {
        if (!StrangerThreads.super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (Throwable failure) {
        Response.writeError(request, response, callback, failure);
      } finally {
        leave();
      }
    }
  }
}
