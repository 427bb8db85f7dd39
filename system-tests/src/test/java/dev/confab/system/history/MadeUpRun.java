package dev.confab.system.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A history in which every promise is kept, different for each seed: repeats, writes without an
/// answer, refusals, resumes of both kinds, members that come and go.
final class MadeUpRun {
  private static final String SPARE = "spare";
  private static final List<String> USERS = List.of("ann", "bob", "cat", "dan");

  private static final class Seat {
    final String connection;
    final String user;
    final MadeUpSession session;
    final long joined;
    long next;

    /// Joins now.
    Seat(String connection, String user, MadeUpSession session) {
      this.connection = connection;
      this.user = user;
      this.session = session;
      this.joined = session.log.size();
    }
  }

  private final Random random;
  private final List<Line> lines = new ArrayList<>();
  private final List<MadeUpSession> sessions = new ArrayList<>();
  private final List<Seat> seats = new ArrayList<>();
  private long names;

  private MadeUpRun(long seed) {
    this.random = new Random(seed);
  }

  static List<Line> of(long seed) {
    MadeUpRun run = new MadeUpRun(seed);
    run.play();
    return run.lines;
  }

  private void play() {
    for (int i = 0; i < 3; i++) {
      MadeUpSession session = new MadeUpSession("s" + i);
      sessions.add(session);
      append(session.create(USERS));
    }
    add(new Entry.Fault("kill", "message-1", true));
    for (int step = 0; step < 300; step++) {
      step(sessions.get(random.nextInt(sessions.size())));
      seats.forEach(seat -> deliver(seat, random.nextInt(3)));
    }
    add(new Entry.Fault("kill", "message-1", false));
    seats.forEach(seat -> deliver(seat, Integer.MAX_VALUE));
    sessions.forEach(this::repeat);
    sessions.forEach(this::finish);
    add(new Entry.Quiet());
  }

  /// The log is lost, and the one that replaces it begins with what was decided last.
  private void repeat(MadeUpSession session) {
    int size = session.log.size();
    for (LogEvent event : session.log.subList(Math.max(0, size - 3), size)) {
      add(new Entry.Tailed(true, 1, 0, 0, event));
      add(new Entry.Tailed(false, 1, 0, 0, event));
    }
  }

  private void step(MadeUpSession session) {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> join(session);
      case 3, 4 -> resume(session);
      case 5 -> page(session);
      case 6 -> change(session);
      case 7 -> member(session);
      case 8, 9 -> overlapping(session);
      default -> send(session);
    }
  }

  private Entry.Invoked invoke(MadeUpSession session, WriteKind kind, String key, String body) {
    String user = USERS.get(random.nextInt(USERS.size()));
    Entry.Invoked write =
        new Entry.Invoked(++names, kind, session.id, user, key, body, "gateway", "socket");
    add(write);
    return write;
  }

  private void send(MadeUpSession session) {
    Entry.Invoked write = invoke(session, WriteKind.SEND, "key" + names, "body" + names);
    settle(session, write, 0);
  }

  private void change(MadeUpSession session) {
    if (session.messages.isEmpty()) {
      return;
    }
    long about = List.copyOf(session.messages).get(random.nextInt(session.messages.size()));
    WriteKind kind = random.nextBoolean() ? WriteKind.EDIT : WriteKind.DELETE;
    settle(session, invoke(session, kind, "key" + names, "body" + names), about);
  }

  private void member(MadeUpSession session) {
    boolean in = session.members.contains(SPARE);
    WriteKind kind = in ? WriteKind.REMOVE_MEMBER : WriteKind.ADD_MEMBER;
    settle(session, invoke(session, kind, "key" + names, SPARE), 0);
  }

  private void settle(MadeUpSession session, Entry.Invoked write, long about) {
    switch (random.nextInt(12)) {
      case 0 -> add(new Entry.Refused(write.op(), "session_not_found"));
      case 1 -> add(new Entry.Unanswered(write.op(), "timeout"));
      case 2 -> {
        append(session.apply(write, about));
        add(new Entry.Unanswered(write.op(), "socket died"));
      }
      case 3, 4 -> {
        LogEvent event = append(session.apply(write, about));
        add(new Entry.Refused(write.op(), "unavailable"));
        Entry.Invoked again =
            new Entry.Invoked(
                ++names,
                write.kind(),
                write.session(),
                write.user(),
                write.clientId(),
                write.body(),
                "other",
                "rest");
        add(again);
        add(new Entry.Acked(again.op(), random.nextBoolean() ? event.seq() : 0));
      }
      default -> add(new Entry.Acked(write.op(), append(session.apply(write, about)).seq()));
    }
  }

  /// The second is written first.
  private void overlapping(MadeUpSession session) {
    Entry.Invoked one = invoke(session, WriteKind.SEND, "key" + names, "body" + names);
    Entry.Invoked two = invoke(session, WriteKind.SEND, "key" + names, "body" + names);
    LogEvent second = append(session.apply(two, 0));
    LogEvent first = append(session.apply(one, 0));
    add(new Entry.Acked(one.op(), first.seq()));
    add(new Entry.Acked(two.op(), second.seq()));
  }

  private void join(MadeUpSession session) {
    List<String> members = List.copyOf(session.members);
    String user =
        session.members.contains(SPARE) ? SPARE : members.get(random.nextInt(members.size()));
    Seat seat = new Seat("c" + ++names, user, session);
    seat.next = session.log.size() + 1L;
    add(
        new Entry.Joined(
            seat.connection, user, session.id, "e", session.log.size(), null, false, now()));
    seats.add(seat);
  }

  private void resume(MadeUpSession session) {
    Seat seat =
        seats.stream()
            .filter(s -> s.session == session && session.members.contains(s.user))
            .findFirst()
            .orElse(null);
    if (seat == null) {
      return;
    }
    add(new Entry.Closed(seat.connection, 1006));
    seats.remove(seat);
    Seat again = new Seat("c" + ++names, seat.user, session);
    boolean recovered = random.nextBoolean();
    again.next = recovered ? seat.next : session.log.size() + 1L;
    Position after = new Position("e", seat.next - 1);
    add(
        new Entry.Joined(
            again.connection,
            again.user,
            session.id,
            "e",
            session.log.size(),
            after,
            recovered,
            now()));
    seats.add(again);
  }

  private void deliver(Seat seat, int most) {
    for (int i = 0; i < most && seat.next <= seat.session.log.size(); i++) {
      LogEvent event = seat.session.log.get((int) seat.next - 1);
      add(
          new Entry.Received(
              seat.connection,
              event.session(),
              event.seq(),
              event.type(),
              event.commandId(),
              event.digest()));
      seat.next++;
      if (event.seq() > seat.joined
          && event.type().equals("member_removed")
          && event.members().contains(seat.user)) {
        seat.next = Long.MAX_VALUE;
      }
    }
  }

  private void page(MadeUpSession session) {
    long after = random.nextInt(session.log.size());
    int limit = 1 + random.nextInt(20);
    List<Item> events =
        session.log.stream()
            .skip(after)
            .limit(limit)
            .map(e -> new Item(e.seq(), e.digest()))
            .toList();
    add(new Entry.Page("events", session.id, "ann", after, session.log.size(), limit, events));
    List<Item> messages =
        items(session).stream().filter(item -> item.seq() > after).limit(limit).toList();
    add(new Entry.Page("messages", session.id, "ann", after, session.log.size(), limit, messages));
  }

  private void finish(MadeUpSession session) {
    List<Item> events = session.log.stream().map(e -> new Item(e.seq(), e.digest())).toList();
    add(new Entry.Page("events", session.id, "ann", 0, session.log.size(), 0, events));
    add(new Entry.Page("messages", session.id, "ann", 0, session.log.size(), 0, items(session)));
    events.forEach(item -> add(new Entry.Archived("events", session.id, item)));
    for (long seq : session.messages) {
      String body = latest(session, seq).body();
      add(new Entry.Archived("messages", session.id, new Item(seq, body)));
    }
  }

  private static List<Item> items(MadeUpSession session) {
    return session.messages.stream()
        .map(seq -> new Item(seq, String.valueOf(latest(session, seq).item())))
        .toList();
  }

  private static LogEvent latest(MadeUpSession session, long seq) {
    return session.log.stream()
        .filter(e -> e.item() != null && e.target() == seq)
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private LogEvent append(LogEvent event) {
    add(new Entry.Tailed(true, 0, 0, 0, event));
    add(new Entry.Tailed(false, 0, 0, 0, event));
    if (random.nextInt(10) == 0) {
      add(new Entry.Tailed(false, 0, 0, 0, event));
    }
    return event;
  }

  private long now() {
    return lines.size();
  }

  private void add(Entry entry) {
    lines.add(new Line(now(), Instant.EPOCH, "made up", entry));
  }
}
