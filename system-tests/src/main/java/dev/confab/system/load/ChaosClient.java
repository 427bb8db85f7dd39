package dev.confab.system.load;

import dev.confab.schema.codec.Json;
import dev.confab.system.history.Entry;
import dev.confab.system.history.WriteKind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One user at one device: joins his rooms, follows them, writes at his pace, and comes back from
/// whatever happens to his socket.
///
/// Runs in a thread of its own until it is stopped; frames come from another. What it does is
/// decided by its seed, when it does so by the machine.
final class ChaosClient implements Runnable, Link.Listener {
  private static final Duration TICK = Duration.ofMillis(40);
  private static final Duration PING = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(9);

  private final Crew crew;
  private final Account account;
  private final List<Room> rooms;
  private final Random random;
  private final double rate;
  private final boolean slow;
  private final Seats seats;
  private final Writes writes;
  private volatile @Nullable Link link;
  private volatile boolean quiet;
  private volatile boolean stopped;
  private volatile long heard;
  private long pinged;
  private long due;
  private int sent;

  /// @param rate writes a second
  /// @param slow whether it stops reading now and then
  ChaosClient(Crew crew, Account account, List<Room> rooms, double rate, boolean slow) {
    this.crew = crew;
    this.account = account;
    this.rooms = rooms;
    this.random = new Random(crew.seed() * 31 + account.user().hashCode() + crew.journal().name());
    this.rate = rate;
    this.slow = slow;
    this.seats = new Seats(account, crew.journal(), rooms);
    this.writes = new Writes(account, crew);
  }

  /// Begins nothing new; what has no final answer is still repeated.
  void quiet() {
    quiet = true;
  }

  void stop() {
    stopped = true;
  }

  int open() {
    return writes.open();
  }

  /// The network goes away.
  void cut() {
    Link current = link;
    if (current != null) {
      current.cut();
    }
  }

  /// Whether it has seen all up to there, if it is to.
  boolean hasSeen(Room room, long seq) {
    return !rooms.contains(room)
        || !room.members().contains(account.user())
        || (seats.isJoined(room) && seats.seen(room) >= seq);
  }

  @Override
  public void run() {
    try {
      Thread.sleep(random.nextInt(1000));
      while (!stopped) {
        Link current = link;
        if (current == null || current.isClosed()) {
          connect();
        } else {
          work(current);
          Thread.sleep(TICK);
        }
      }
      cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connect() throws InterruptedException {
    seats.reset();
    URI gateway = crew.endpoints().gateway(random);
    String name = "c" + crew.journal().name();
    try {
      heard = System.nanoTime();
      link = Link.open(crew.http(), name, gateway, account.token(), this);
    } catch (IOException e) {
      writes.tick();
      Thread.sleep(random.nextInt(1000));
    }
  }

  private void work(Link current) throws InterruptedException {
    boolean mute = seats.join(current);
    writes.tick();
    watch(current, mute);
    long now = System.nanoTime();
    if (!quiet && now >= due && !writes.isFull()) {
      due = now + (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
      begin(current);
    }
    if (random.nextInt(quiet ? 2 : 12) == 0) {
      Task task = writes.next();
      if (task != null) {
        attempt(task, current);
      }
    }
    if (slow && !quiet && random.nextInt(600) == 0) {
      current.slow(Duration.ofSeconds(6));
    }
  }

  private void watch(Link current, boolean mute) throws InterruptedException {
    long now = System.nanoTime();
    if (current.isSlow()) {
      heard = now;
    } else if (mute || now - heard > SILENCE.toNanos()) {
      current.cut();
    } else if (now - pinged > PING.toNanos()) {
      pinged = now;
      current.say(Map.of("type", "ping", "id", "p" + now));
    }
  }

  private void begin(Link current) throws InterruptedException {
    Room room = rooms.get(random.nextInt(rooms.size()));
    int dice = random.nextInt(100);
    if (dice < 3) {
      read(room);
    } else if (dice < 8) {
      change(room, current);
    } else {
      Task task = message(room);
      writes.begin(task);
      attempt(task, current);
      if (random.nextInt(20) == 0) {
        attempt(task, current);
      }
    }
  }

  private Task message(Room room) {
    String id = "%s-%d-%d".formatted(account.user(), crew.journal().name(), ++sent);
    String padding = "x".repeat(random.nextInt(200));
    return new Task(WriteKind.SEND, room, account.user(), id, "", id + padding);
  }

  private void change(Room room, Link current) throws InterruptedException {
    Long seq = writes.takeOwn(room);
    if (seq == null) {
      return;
    }
    String about = room.id() + "." + seq;
    String id = "%s-%d-%d".formatted(account.user(), crew.journal().name(), ++sent);
    boolean edits = random.nextInt(3) > 0;
    boolean keyed = random.nextInt(3) > 0;
    Task task =
        new Task(
            edits ? WriteKind.EDIT : WriteKind.DELETE,
            room,
            account.user(),
            keyed ? id : null,
            about,
            edits ? "edited " + id : "");
    writes.begin(task);
    if (keyed) {
      writes.byRest(task, crew.endpoints().gateway(random));
    } else {
      writes.bySocket(task, current);
    }
  }

  private void attempt(Task task, Link current) throws InterruptedException {
    boolean message = task.kind() == WriteKind.SEND;
    if (message && seats.isJoined(task.room()) && random.nextInt(5) > 0) {
      writes.bySocket(task, current);
    } else {
      writes.byRest(task, crew.endpoints().gateway(random));
    }
  }

  private void read(Room room) {
    String of = random.nextBoolean() ? Entry.Page.EVENTS : Entry.Page.MESSAGES;
    long seen = seats.seen(room);
    long after = random.nextInt(4) == 0 ? 0 : (long) (random.nextDouble() * (seen + 1));
    boolean newest = of.equals(Entry.Page.MESSAGES) && random.nextInt(3) == 0;
    long minSeq = random.nextBoolean() ? seen : 0;
    int limit = 1 + random.nextInt(200);
    crew.read(account, room, of, newest ? -1 : after, minSeq, limit, random);
  }

  private void reload(Seats.Gap gap) {
    crew.read(account, gap.room(), Entry.Page.EVENTS, gap.after(), gap.upTo(), 200, random);
  }

  @Override
  public void frame(Link from, String text) {
    heard = System.nanoTime();
    JsonNode frame = Json.mapper().readTree(text);
    if (frame.has("commandId")) {
      seats.event(from, frame, text);
    } else if (!seats.answered(from, frame, this::reload)) {
      var _ = writes.answered(frame);
    }
  }

  @Override
  public void closed(Link from, int code) {
    crew.journal().record(account.user(), new Entry.Closed(from.name(), code));
    crew.closed(code);
    writes.lost(from);
  }
}
