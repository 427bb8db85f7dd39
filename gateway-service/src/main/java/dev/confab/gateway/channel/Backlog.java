package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What clients that come back to one session have missed: from the tail ring, and below it from
/// history.
///
/// All that a client missed, or nothing. While history is read for the first who needs it the
/// others wait, since what was read goes into the ring: of a crowd that comes back at once few ask.
/// Guarded by its channel; history's answers come through `lock`.
final class Backlog {
  /// Someone's, who has joined with a position.
  ///
  /// @param whenKnown called under the lock
  record Question(
      Token token,
      Position after,
      Reply.Joined joined,
      BooleanSupplier stillWanted,
      Consumer<Recovery> whenKnown) {}

  private static final Recovery NONE = new Recovery.None();

  private final TailRing ring;
  private final History history;
  private final Consumer<Runnable> lock;
  private final List<Question> waiting = new ArrayList<>();
  private boolean reading;

  Backlog(TailRing ring, History history, Consumer<Runnable> lock) {
    this.ring = ring;
    this.history = history;
    this.lock = lock;
  }

  void add(SessionEvent event) {
    ring.add(event.seq(), event.frame());
  }

  boolean isEmpty() {
    return ring.isEmpty();
  }

  void clear() {
    ring.clear();
  }

  /// The recovery if it is known now, else `null`; then the one who asks gets it later.
  @Nullable Recovery recover(Question question) {
    Position after = question.after();
    Reply.Joined joined = question.joined();
    if (!after.epoch().equals(joined.epoch()) || after.seq() > joined.seq()) {
      return NONE;
    }
    if (after.seq() == joined.seq()) {
      return new Recovery.Whole(List.of(), joined.seq());
    }
    Recovery here = inRing(question);
    if (here == null) {
      ask(question);
    }
    return here;
  }

  private void ask(Question question) {
    if (reading) {
      waiting.add(question);
      return;
    }
    reading = true;
    read(
        question,
        recovery -> {
          reading = false;
          question.whenKnown().accept(recovery);
          List<Question> others = List.copyOf(waiting);
          waiting.clear();
          others.forEach(this::askAgain);
        });
  }

  private void askAgain(Question question) {
    Recovery here = inRing(question);
    if (here != null) {
      question.whenKnown().accept(here);
    } else if (question.stillWanted().getAsBoolean()) {
      read(question, question.whenKnown());
    }
  }

  /// The ring may not have reached the answer's seq yet, since answers and events come by different
  /// ways; its successors come by the log in any case.
  private @Nullable Recovery inRing(Question question) {
    long after = question.after().seq();
    if (ring.isEmpty() || ring.first() > after + 1) {
      return null;
    }
    long last = Math.max(after, Math.min(ring.last(), question.joined().seq()));
    return new Recovery.Whole(ring.between(after + 1, last), last);
  }

  private void read(Question question, Consumer<Recovery> whenKnown) {
    Reply.Joined joined = question.joined();
    boolean ends = !ring.isEmpty() && ring.first() <= joined.seq() + 1;
    // Held from now on: what the ring gives up meanwhile is not missed.
    long last = ends ? Math.min(ring.last(), joined.seq()) : joined.seq();
    List<Frame> newest = ends ? ring.between(ring.first(), last) : List.of();
    long end = last - newest.size();
    history.read(
        new History.Stretch(
            joined.sessionId(), question.token(), joined.epoch(), question.after().seq(), end),
        found -> lock.accept(() -> whenKnown.accept(whole(found, end, newest, last))));
  }

  private Recovery whole(History.Found found, long end, List<Frame> newest, long last) {
    return switch (found) {
      case History.Found.Missing missing -> NONE;
      case History.Found.Whole whole -> {
        ring.addBelow(whole.events(), end);
        List<Frame> all = new ArrayList<>(whole.events());
        all.addAll(newest);
        yield new Recovery.Whole(all, last);
      }
    };
  }
}
