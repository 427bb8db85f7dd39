package dev.confab.system.load;

import dev.confab.system.history.Entry;
import dev.confab.system.history.WriteKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The writes of one user that have no final answer yet, and their attempts. What no answer came to
/// is attempted again with the same key, later and perhaps elsewhere, so that writes overtake each
/// other. Thread-safe.
final class Writes {
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  /// By REST at once.
  private static final int MOST = 8;

  private record Attempt(long op, Task task, Link link, long until) {}

  private final Account account;
  private final Journal journal;
  private final RestWrite rest;
  private final Window window;
  private final Map<String, Attempt> asked = new ConcurrentHashMap<>();
  private final Set<String> late = ConcurrentHashMap.newKeySet();
  private final Deque<Task> again = new ArrayDeque<>();
  private final Map<String, Long> own = new ConcurrentHashMap<>();
  private final AtomicInteger byRest = new AtomicInteger();

  Writes(Account account, Crew crew) {
    this.account = account;
    this.journal = crew.journal();
    this.rest = crew.restWrite();
    this.window = crew.window(account.user());
  }

  /// Whether he has to wait for an answer before he writes anything new.
  boolean isFull() {
    return window.isFull();
  }

  /// How many have no final answer.
  int open() {
    synchronized (again) {
      return again.size() + byRest.get() + asked.size() - late.size();
    }
  }

  /// The seq of the newest of his own messages in the room that was acked; `null` if there is none.
  /// It is given once.
  @Nullable Long takeOwn(Room room) {
    return own.remove(room.id());
  }

  /// The oldest write that has to be attempted again; `null` if there is none.
  @Nullable Task next() {
    synchronized (again) {
      return again.poll();
    }
  }

  /// Before the first attempt.
  void begin(Task task) {
    if (task.clientId() != null) {
      window.begin(task.clientId());
    }
  }

  private void end(Task task) {
    if (task.clientId() != null) {
      window.end(task.clientId());
    }
  }

  void bySocket(Task task, Link link) throws InterruptedException {
    long op = journal.invoke(account.user(), task, link.gateway(), "socket");
    String id = "w" + op;
    asked.put(id, new Attempt(op, task, link, System.nanoTime() + PATIENCE.toNanos()));
    link.say(task.frame(id));
    if (link.isClosed()) {
      lost(link);
    }
  }

  /// Goes on in a thread of its own.
  void byRest(Task task, URI gateway) {
    if (byRest.incrementAndGet() > MOST) {
      repeat(task);
      byRest.decrementAndGet();
      return;
    }
    Thread.ofVirtual().start(() -> await(task, gateway));
  }

  private void await(Task task, URI gateway) {
    try {
      if (rest.attempt(account, task, gateway) == RestWrite.Outcome.OPEN) {
        repeat(task);
      } else {
        end(task);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      byRest.decrementAndGet();
    }
  }

  /// Whether the frame answers an attempt.
  boolean answered(JsonNode frame) {
    String id = frame.path("id").asString("");
    Attempt attempt = asked.remove(id);
    if (attempt == null) {
      return false;
    }
    boolean wasLate = late.remove(id);
    if (frame.path("type").asString("").equals("ack")) {
      acked(attempt, frame.path("seq").asLong(0));
    } else {
      refused(attempt, frame.path("code").asString(""), wasLate);
    }
    return true;
  }

  private void acked(Attempt attempt, long seq) {
    journal.record(account.user(), new Entry.Acked(attempt.op, seq));
    end(attempt.task);
    if (attempt.task.kind() == WriteKind.SEND) {
      own.put(attempt.task.room().id(), seq);
    }
  }

  private void refused(Attempt attempt, String code, boolean wasLate) {
    journal.record(account.user(), new Entry.Refused(attempt.op, code));
    if (!Codes.passes(code)) {
      end(attempt.task);
    } else if (!wasLate) {
      repeat(attempt.task);
    }
  }

  /// Gives up waiting where it took too long; an answer that comes later still counts as one.
  void tick() {
    long now = System.nanoTime();
    asked.forEach((id, attempt) -> {
      if (attempt.until < now && late.add(id)) {
        unanswered(attempt, "timeout");
      }
    });
    late.retainAll(asked.keySet());
  }

  /// Nothing comes any more over this socket.
  void lost(Link link) {
    asked.forEach((id, attempt) -> {
      if (attempt.link == link && asked.remove(id, attempt) && !late.remove(id)) {
        unanswered(attempt, "socket died");
      }
    });
  }

  private void unanswered(Attempt attempt, String why) {
    journal.record(account.user(), new Entry.Unanswered(attempt.op, why));
    repeat(attempt.task);
  }

  private void repeat(Task task) {
    if (task.clientId() != null && window.isOpen(task.clientId())) {
      synchronized (again) {
        again.add(task);
      }
    }
  }
}
