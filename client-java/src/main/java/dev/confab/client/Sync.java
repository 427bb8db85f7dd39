package dev.confab.client;

import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keeps a timeline on its session's log: joins, resumes, puts events in order, fills holes, starts
/// again if it must; on a thread of its own while it is wanted. Thread-safe.
final class Sync {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final System.Logger LOG = System.getLogger("dev.confab.client");
  private static final long CATCH_UP_LIMIT = 2_000;
  private static final int EVENTS_PAGE = 500;

  /// Who hears what becomes of the list. Called one at a time, on the thread that brought it.
  interface Host {
    /// The event is the next of the log.
    ///
    /// @param past whether it was before the join, which says what is now
    void apply(long seq, JsonNode event, boolean past);

    /// The list starts again, with this page.
    void restart(String epoch, long seq, Session session, Page<Message> newest);

    void joined(JsonNode answer);

    void changed(SessionState state, @Nullable ConfabException why);
  }

  private final SessionId id;
  private final Connection connection;
  private final RestApi rest;
  private final Timeline timeline;
  private final int pageSize;
  private final Host host;
  private final Arrivals arrivals = new Arrivals();
  private SessionState.Status phase = SessionState.Status.IDLE;
  private @Nullable Line joinedOn;

  /// The seq of the last join's answer: what it says holds, whatever happened before.
  private long joinedAt;

  /// Who follows the log now, and who did last: he may still have to leave.
  private @Nullable Thread thread;

  private @Nullable Thread latest;

  Sync(
      SessionId id,
      Connection connection,
      RestApi rest,
      Timeline timeline,
      int pageSize,
      Host host) {
    this.id = id;
    this.connection = connection;
    this.rest = rest;
    this.timeline = timeline;
    this.pageSize = pageSize;
    this.host = host;
  }

  synchronized SessionState state() {
    long seq = timeline.seq();
    long behind = phase == SessionState.Status.LIVE ? arrivals.behind(seq) : 0;
    SessionState.Status status = behind > 0 ? SessionState.Status.BEHIND : phase;
    return new SessionState(status, seq, behind);
  }

  synchronized void want() {
    if (thread == null) {
      become(SessionState.Status.JOINING);
      Thread before = latest;
      thread = Thread.ofVirtual().name("confab-session").unstarted(() -> follow(before));
      latest = thread;
      thread.start();
      host.changed(state(), null);
    }
  }

  void unwant() {
    end(SessionState.Status.IDLE, null);
  }

  /// The session is no longer the user's to see.
  void gone(@Nullable ConfabException why) {
    end(SessionState.Status.GONE, why);
  }

  private synchronized void end(SessionState.Status status, @Nullable ConfabException why) {
    Thread following = thread;
    if (following == null) {
      return;
    }
    thread = null;
    become(status);
    if (following != Thread.currentThread()) {
      following.interrupt();
    }
    host.changed(state(), why);
  }

  /// Nothing if another one follows by now.
  private synchronized void fail(SessionState.Status status, ConfabException why) {
    if (isCurrent()) {
      end(status, why);
    }
  }

  private void become(SessionState.Status next) {
    phase = next;
    arrivals.clear();
    joinedOn = null;
    notifyAll();
  }

  /// An event from anywhere: what was had is dropped, what is early waits, and the rest is applied
  /// in order.
  synchronized void receive(JsonNode event) {
    boolean joining = phase == SessionState.Status.JOINING;
    if (!joining && phase != SessionState.Status.LIVE) {
      return;
    }
    long seq = event.path("seq").asLong();
    if (joining || seq > timeline.seq()) {
      arrivals.add(seq, event);
    }
    if (!joining) {
      settle();
    }
  }

  /// Applies what waited and is next.
  private void settle() {
    long before = timeline.seq();
    for (JsonNode next = arrivals.take(timeline.seq() + 1);
        next != null && phase == SessionState.Status.LIVE;
        next = arrivals.take(timeline.seq() + 1)) {
      long seq = timeline.seq() + 1;
      host.apply(seq, next, seq <= joinedAt);
    }
    arrivals.reached(timeline.seq(), timeline.seq() > before);
    if (arrivals.behind(timeline.seq()) > 0) {
      notifyAll();
    }
    host.changed(state(), null);
  }

  private synchronized boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  /// Whoever followed before must have left before this one joins.
  private void follow(@Nullable Thread before) {
    Line[] joining = {null};
    try {
      if (before != null) {
        awaitEnd(before);
      }
      follow(joining);
    } catch (InterruptedException e) {
      // No longer wanted.
      Thread.currentThread().interrupt();
    } finally {
      Line on = joining[0];
      if (on != null && on.isOpen()) {
        on.tell("leave_session", Map.of("sessionId", id));
      }
    }
  }

  private static void awaitEnd(Thread before) throws InterruptedException {
    boolean interrupted = false;
    while (before.isAlive()) {
      try {
        before.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  /// @param joining gets the line on which a join was asked for last
  private void follow(@Nullable Line[] joining) throws InterruptedException {
    Backoff backoff = Backoff.ofLine();
    while (isCurrent()) {
      try {
        Line line = connection.awaitLine();
        JsonNode answer = join(line, joining);
        start(line, answer);
        backoff.reset();
        attend(line);
        lost();
      } catch (ConfabException e) {
        if (e.retryable() || e.code().equals(ConfabException.INTERNAL)) {
          Thread.sleep(backoff.next());
        } else {
          boolean gone = e.is(ErrorCode.SESSION_NOT_FOUND);
          fail(gone ? SessionState.Status.GONE : SessionState.Status.IDLE, e);
        }
      } catch (RuntimeException e) {
        // An answer that is not what it should be: another server may have a better one.
        LOG.log(System.Logger.Level.ERROR, "session " + id + " can't be followed", e);
        lost();
        Thread.sleep(backoff.next());
      }
    }
  }

  private synchronized void lost() {
    if (isCurrent()) {
      become(SessionState.Status.JOINING);
      host.changed(state(), null);
    }
  }

  private JsonNode join(Line line, @Nullable Line[] joining) throws InterruptedException {
    synchronized (this) {
      if (!isCurrent()) {
        throw new InterruptedException();
      }
      become(SessionState.Status.JOINING);
    }
    Map<String, Object> fields = new HashMap<>(Map.of("sessionId", id));
    String epoch = timeline.epoch();
    if (epoch != null) {
      fields.put("after", Map.of("epoch", epoch, "seq", timeline.seq()));
    }
    joining[0] = line;
    JsonNode answer = line.ask("join_session", fields, ANSWER);
    // Before anything else is waited for: signals change what it says.
    host.joined(answer);
    return answer;
  }

  private void start(Line line, JsonNode answer) throws InterruptedException {
    String epoch = answer.path("epoch").asString("");
    long seq = answer.path("seq").asLong();
    boolean recovered = answer.path("recovered").asBoolean(false);
    long missing = seq - timeline.seq();
    boolean sameLog = epoch.equals(timeline.epoch()) && missing >= 0;
    boolean restarts = !sameLog || (!recovered && missing > CATCH_UP_LIMIT);
    Page<Message> newest = restarts ? rest.messages(id, pageSize, null, seq) : null;
    synchronized (this) {
      if (!isCurrent()) {
        throw new InterruptedException();
      }
      if (newest != null) {
        Session session =
            Json.mapper().treeToValue(Objects.requireNonNull(answer.get("session")), Session.class);
        host.restart(epoch, seq, session, newest);
      }
      arrivals.expect(seq);
      arrivals.hope();
      phase = SessionState.Status.LIVE;
      joinedOn = line;
      joinedAt = seq;
      settle();
      if (!recovered && newest == null) {
        arrivals.giveUp();
      }
    }
  }

  /// Until the line is gone: fills holes that stay.
  private void attend(Line line) throws InterruptedException {
    // Not on the thread that ends the line, which may hold others up.
    var _ = line.ended().thenRunAsync(this::wake);
    while (awaitHole(line)) {
      fill();
    }
  }

  @SuppressWarnings("ReferenceEquality") // it is about that very line
  private synchronized boolean isOn(Line line) {
    return isCurrent() && joinedOn == line && line.isOpen();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /// Returns true once something has been missing for too long, false if the line is gone first.
  private synchronized boolean awaitHole(Line line) throws InterruptedException {
    while (isOn(line)) {
      long left = arrivals.patience();
      if (arrivals.behind(timeline.seq()) == 0) {
        wait();
      } else if (left > 0) {
        wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      } else {
        return true;
      }
    }
    return false;
  }

  /// Fetches what is missing from history.
  private void fill() throws InterruptedException {
    long after = timeline.seq();
    long minSeq;
    synchronized (this) {
      minSeq = Math.min(arrivals.target(), after + EVENTS_PAGE);
    }
    JsonNode page = rest.events(id, after, EVENTS_PAGE, minSeq);
    synchronized (this) {
      if (!isCurrent() || phase != SessionState.Status.LIVE) {
        return;
      }
      if (!page.path("epoch").asString("").equals(timeline.epoch())) {
        timeline.forgetEpoch();
        joinedOn = null;
        return;
      }
      page.path("items").values().forEach(this::receive);
      // As long as there is more it goes on at once.
      if (timeline.seq() > after) {
        arrivals.giveUp();
      } else {
        arrivals.hope();
      }
    }
  }
}
