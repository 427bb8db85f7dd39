package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.BodyHash;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Decision;
import dev.confab.message.domain.Evolution;
import dev.confab.message.domain.KeptWrite;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.message.domain.Remembered;
import dev.confab.message.domain.SessionState;
import dev.confab.message.domain.Usage;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A shard that is open under one term: decides commands in order, appends what comes of them
/// without waiting, and lets answers go once what they rest on is durable.
///
/// It closes for good at the first failed append, at a higher marker in its own log, or when its
/// own term breaks there; after that it sends nothing. Whoever runs it opens anew. Not thread-safe.
class Shard {
  /// Sent, and not yet seen in the log. `state` is what the record makes of its session, `null` for
  /// progress that keeps nothing.
  private record Pending(long n, @Nullable SessionState state) {}

  /// Records. A partition whose brokers take nothing fails after 10 s; until then they gather.
  private static final int MOST_UNDER_WAY = 4_000;

  /// Records that are durable, or may be, and that the tail has not read back yet.
  private static final int MOST_UNREAD = 20_000;

  private final ShardLog log;
  private final Decider decider;
  private final Function<ArchiveQuestion, Lookup> archive;
  private final Precedents precedents;
  private final String epoch;
  private final long term;
  private final String owner;
  final ShardView view;
  final Map<SessionId, SessionState> decided;
  private final Usage usage;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Rosters rosters = new Rosters();
  private final Outbox outbox = new Outbox();
  private long lastN;
  private long safe;
  private long settledCommand;
  private @Nullable String closedBecause;
  private Checkpoint snapshotted;

  Shard(
      ShardLog log,
      ShardOpening.Opened opened,
      Decider decider,
      Function<ArchiveQuestion, Lookup> archive,
      Precedents precedents,
      String epoch) {
    this.log = log;
    this.decider = decider;
    this.archive = archive;
    this.precedents = precedents;
    this.epoch = epoch;
    this.term = opened.term();
    this.owner = opened.owner();
    this.view = opened.view();
    this.decided = new HashMap<>(view.sessions());
    this.usage = new Usage(decided.values());
    this.settledCommand = view.nextCommand() - 1;
    this.snapshotted = Checkpoint.START;
  }

  /// Why it is closed; `null` while it is open.
  @Nullable String closedBecause() {
    return closedBecause;
  }

  boolean isOpen() {
    return closedBecause == null;
  }

  /// Whether all that was sent has been seen in the log.
  boolean isQuiet() {
    return pending.isEmpty();
  }

  /// Takes commands in the order of their offsets; `now` is of `System.nanoTime`.
  void process(List<? extends Asked> batch, long now) {
    long unsettled = settledCommand;
    for (Asked asked : batch) {
      if (!isOpen()) {
        return;
      }
      if (isSettled(asked, unsettled)) {
        continue;
      }
      switch (asked) {
        case Asked.Alive alive -> rosters.hear(alive.gateway(), now);
        case Asked.Garbage garbage -> {
          log.bury(garbage);
          unsettled = garbage.offset();
        }
        case Asked.Sound sound -> {
          take(sound, now);
          unsettled = sound.offset();
        }
      }
    }
    if (isOpen() && unsettled > settledCommand) {
      append(unsettled, null, null, null, null, null);
    }
    release();
  }

  /// A reader that went back must not have a command decided twice.
  boolean isSettled(Asked asked, long upTo) {
    return asked.offset() <= upTo && !(asked instanceof Asked.Alive);
  }

  /// All appends up to ordinal `n` are durable.
  void appended(long n) {
    if (isOpen() && n == safe + 1) {
      safe = n;
      release();
    }
  }

  void appendedUpTo(long n) {
    while (isOpen() && safe < n) {
      appended(safe + 1);
    }
  }

  /// Whether commands may come: what was sent of earlier ones and is not durable, or not read back
  /// yet, has a bound.
  boolean hasRoom() {
    return lastN - safe < MOST_UNDER_WAY && pending.size() < MOST_UNREAD;
  }

  /// Whether an answer waits until more appends are durable.
  boolean isAwaitingAppends() {
    return isOpen() && !outbox.isEmpty();
  }

  /// Something that was sent may never arrive, or arrive later: nothing more may follow it under
  /// this term.
  void appendFailed(String reason) {
    close("an append failed: " + reason);
  }

  /// Takes what stands in the own log, in order.
  void tail(List<Entry> entries) {
    for (Entry entry : entries) {
      if (isOpen()) {
        tail(entry);
      }
    }
  }

  private void tail(Entry entry) {
    switch (view.judge(entry)) {
      case OPENED -> superseded(view.filter().term());
      case ACCEPTED -> {
        Pending sent = pending.poll();
        LogPosition position = entry.position();
        if (sent == null || position == null || sent.n() != position.n()) {
          throw new ShardFault("offset %d is not what was sent there".formatted(entry.offset()));
        }
        view.accepted(entry, sent.state());
      }
      case DROPPED -> {
        if (!view.filter().whole()) {
          close("a record of the own term is missing in the log");
        }
      }
    }
  }

  void superseded(long higher) {
    close("term %d was opened elsewhere".formatted(higher));
  }

  /// Tells the others of users whose gateways were silent for longer than `patience` nanoseconds.
  void expire(long now, long patience) {
    if (isOpen()) {
      rosters
          .expire(now, patience)
          .forEach(gone -> log.signal(new Signal.UserLeft(gone.session(), gone.user())));
    }
  }

  /// Writes what the log has accepted since the last time; nothing if the position is the same.
  void snapshot() {
    Checkpoint checkpoint = view.checkpoint();
    if (!isOpen() || checkpoint.equals(snapshotted)) {
      return;
    }
    log.snapshot(snapshotStates(view.takeDirty()), checkpoint);
    snapshotted = checkpoint;
  }

  Collection<SessionState> snapshotStates(Set<SessionId> dirty) {
    List<SessionState> states = new ArrayList<>();
    for (SessionId id : dirty) {
      SessionState state = view.sessions().get(id);
      if (state != null) {
        states.add(state);
      }
    }
    return states;
  }

  void close(String reason) {
    if (closedBecause == null) {
      closedBecause = reason;
    }
  }

  private void take(Asked.Sound asked, long now) {
    SessionState state = decided.get(asked.command().sessionId());
    switch (asked.command()) {
      case Command.Write write -> decide(asked, write, state);
      case Command.Query query when state == null || !Decider.maySee(state, query.actor()) ->
          answer(asked, rejected(query, ErrorCode.SESSION_NOT_FOUND), lastN);
      case Command.Join join -> join(asked, join, state, now);
      case Command.Leave leave -> {
        if (rosters.leave(leave.sessionId(), leave.connectionId(), leave.actor().userId())) {
          log.signal(new Signal.UserLeft(leave.sessionId(), leave.actor().userId()));
        }
      }
      case Command.GetInfo info ->
          answer(
              asked,
              new Reply.Info(
                  info.sessionId(), state.view(), rosters.participants(info.sessionId())),
              lastN);
    }
  }

  private void join(Asked.Sound asked, Command.Join join, SessionState state, long now) {
    SessionId session = join.sessionId();
    UserId user = join.actor().userId();
    boolean first = rosters.join(session, join.connectionId(), user, join.gatewayId(), now);
    if (join.announce()) {
      return;
    }
    answer(
        asked,
        new Reply.Joined(
            session, epoch, state.lastSeq(), state.view(), rosters.participants(session)),
        lastN);
    if (first) {
      log.signal(new Signal.UserJoined(session, user));
    }
  }

  private void decide(Asked.Sound asked, Command.Write write, @Nullable SessionState state) {
    Outcome outcome;
    try {
      outcome = outcome(asked.offset(), write, state);
    } catch (Precedents.UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // The next owner would fail on it as well: it must not stand in the way of those behind it.
      log.bury(asked, e);
      answer(asked, rejected(write, ErrorCode.INVALID), verdictUntil());
      return;
    }
    switch (outcome) {
      case Outcome.Happened happened -> accept(asked, state, happened);
      case Outcome.Unsound(String reason) -> {
        log.unsound(asked, reason);
        answer(asked, rejected(write, ErrorCode.INVALID), verdictUntil());
      }
      case Outcome.Kept kept -> keep(asked, kept);
      case Outcome.Nothing(Reply reply, boolean isFinal) ->
          answer(asked, reply, isFinal ? verdictUntil() : lastN);
    }
  }

  /// What becomes of a write. Nothing has been changed by then.
  private sealed interface Outcome {
    record Happened(EventForm.Sound form, SessionState after, @Nullable String bodyHash)
        implements Outcome {}

    record Unsound(String reason) implements Outcome {}

    record Kept(KeptWrite write, SessionState after, Reply reply) implements Outcome {}

    record Nothing(Reply reply, boolean isFinal) implements Outcome {}
  }

  private Outcome outcome(long offset, Command.Write write, @Nullable SessionState state) {
    return switch (verdict(offset, write, state)) {
      case Decision.Accepted(Event event) -> happened(write, state, event);
      case Decision.Rejected rejected ->
          new Outcome.Nothing(
              new Reply.Rejected(write.sessionId(), rejected.code(), rejected.message()),
              rejected.isFinal());
      case Decision.Repeated repeated -> new Outcome.Nothing(again(write, state, repeated), false);
      case Decision.Unchanged unchanged -> unchanged(write, state);
    };
  }

  private static Outcome happened(Command.Write write, @Nullable SessionState state, Event event) {
    return switch (EventForm.of(event)) {
      case EventForm.Unsound(String reason) -> new Outcome.Unsound(reason);
      case EventForm.Sound form -> {
        String bodyHash = write.isKeyed() ? BodyHash.of(write) : null;
        yield new Outcome.Happened(form, Evolution.evolve(state, event, bodyHash), bodyHash);
      }
    };
  }

  private Outcome unchanged(Command.Write write, @Nullable SessionState state) {
    if (state == null) {
      throw new IllegalStateException("nothing changed in a session that is not there");
    }
    Reply reply = new Reply.Unchanged(write.sessionId(), state.lastSeq(), brief(state, write));
    if (!keeps(write)) {
      return new Outcome.Nothing(reply, true);
    }
    KeptWrite kept =
        new KeptWrite(
            state.id(),
            write.actor().userId(),
            new Remembered(write.commandId(), state.lastSeq(), write.at(), BodyHash.of(write)));
    return new Outcome.Kept(kept, Evolution.keep(state, kept), reply);
  }

  /// Whether the log remembers it though it made no event.
  boolean keeps(Command.Write unchanged) {
    return unchanged.isKeyed();
  }

  /// A repeat must find it, whoever owns the shard then: it has a record of its own, and its answer
  /// waits for that.
  private void keep(Asked.Sound asked, Outcome.Kept kept) {
    decided.put(kept.after().id(), kept.after());
    append(asked.offset(), null, kept.write(), kept.after(), null, null);
    answer(asked, kept.reply(), lastN);
  }

  private Decision verdict(long offset, Command.Write write, @Nullable SessionState state) {
    long lastSeq = state == null ? 0 : state.lastSeq();
    Event precedent = precedents.next(offset, write.sessionId(), lastSeq);
    if (precedent != null && Precedents.isOf(precedent, write)) {
      return new Decision.Accepted(precedent);
    }
    ArchiveQuestion question = decider.question(state, write);
    Lookup lookup = question == null ? null : archive.apply(question);
    Decision decision = decider.decide(state, write, precedents.checked(offset, lookup), usage);
    // Another command's event has that seq, so this one was not accepted.
    return precedent != null && decision instanceof Decision.Accepted
        ? new Decision.Rejected(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence())
        : decision;
  }

  private static Reply again(
      Command.Write write, @Nullable SessionState state, Decision.Repeated repeated) {
    boolean visible = state != null && Decider.maySee(state, write.actor());
    SessionState seen = visible ? state : null;
    Decision.Made made = seen == null ? new Decision.Made.Nothing() : repeated.made();
    return new Reply.Repeated(
        write.sessionId(),
        repeated.seq(),
        repeated.at(),
        seen == null ? null : brief(seen, write),
        made instanceof Decision.Made.Edited(Message message) ? message : null,
        made instanceof Decision.Made.Unknown ? true : null);
  }

  private static Session brief(SessionState state, Command.Write write) {
    return state.view().brief(write.actor().userId());
  }

  private void accept(Asked.Sound asked, @Nullable SessionState state, Outcome.Happened happened) {
    SessionState after = happened.after();
    Event event = happened.form().event();
    decided.put(after.id(), after);
    usage.changed(state, after);
    append(asked.offset(), happened.form(), null, after, asked.origin(), happened.bodyHash());
    if (event instanceof Event.MemberRemoved removed
        && rosters.removeUser(event.sessionId(), removed.member().userId())) {
      log.signal(new Signal.UserLeft(event.sessionId(), removed.member().userId()));
    }
    if (event instanceof Event.SessionDeleted) {
      rosters.removeSession(event.sessionId());
    }
  }

  private void append(
      long commandOffset,
      EventForm.@Nullable Sound event,
      @Nullable KeptWrite kept,
      @Nullable SessionState state,
      @Nullable String origin,
      @Nullable String bodyHash) {
    lastN++;
    settledCommand = commandOffset;
    pending.add(new Pending(lastN, state));
    log.append(new ShardLog.Append(position(), commandOffset, event, kept, origin, bodyHash));
  }

  /// A final verdict leaves only when a record that settles its command is durable: a later event
  /// of the batch, or the progress record that ends it; both have the next ordinal or a higher one.
  long verdictUntil() {
    return lastN + 1;
  }

  /// The ordinal of the last record that was sent.
  final long lastSent() {
    return lastN;
  }

  private void answer(Asked.Sound asked, Reply reply, long until) {
    if (asked.origin() != null) {
      outbox.add(until, asked.origin(), reply);
    }
  }

  private void release() {
    if (isOpen()) {
      outbox.release(safe, (origin, reply) -> log.reply(position(), origin, reply));
    }
  }

  private LogPosition position() {
    return new LogPosition(term, owner, lastN, safe, false);
  }

  private static Reply rejected(Command command, ErrorCode code) {
    return new Reply.Rejected(command.sessionId(), code, code.sentence());
  }

  /// The term under which it is open.
  long term() {
    return term;
  }
}
