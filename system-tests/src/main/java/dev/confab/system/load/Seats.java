package dev.confab.system.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.history.Digest;
import dev.confab.system.history.Entry;
import dev.confab.system.history.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where one user stands in each of his rooms: joined or not, and up to where he has seen the log.
/// Thread-safe.
final class Seats {
  private static final long PATIENCE = 10_000_000_000L;
  private static final long PAUSE = 1_500_000_000L;

  /// What has to be reloaded by REST, as it was not replayed.
  record Gap(Room room, long after, long upTo) {}

  private static final class Seat {
    private final Room room;
    private @Nullable Position seen;
    private boolean joined;
    private long asked;
    private long notBefore;
    private @Nullable Position after;

    private Seat(Room room) {
      this.room = room;
    }
  }

  private final Account account;
  private final Journal journal;
  private final Map<String, Seat> seats = new HashMap<>();
  private final Map<String, Seat> asking = new HashMap<>();
  private final Map<String, Long> invoked = new HashMap<>();

  Seats(Account account, Journal journal, List<Room> rooms) {
    this.account = account;
    this.journal = journal;
    rooms.forEach(room -> seats.put(room.id(), new Seat(room)));
  }

  /// On a new socket nothing is joined.
  synchronized void reset() {
    asking.clear();
    for (Seat seat : seats.values()) {
      seat.joined = false;
      seat.notBefore = 0;
    }
  }

  synchronized boolean isJoined(Room room) {
    Seat seat = seats.get(room.id());
    return seat != null && seat.joined;
  }

  /// Up to where the log was seen; 0 if nothing was.
  synchronized long seen(Room room) {
    Seat seat = seats.get(room.id());
    Position seen = seat == null ? null : seat.seen;
    return seen == null ? 0 : seen.seq();
  }

  /// Asks for the rooms that are not joined. True if an answer has been due for too long.
  boolean join(Link link) throws InterruptedException {
    long now = System.nanoTime();
    List<Map<String, Object>> frames = new ArrayList<>();
    synchronized (this) {
      if (asking.values().stream().anyMatch(seat -> seat.asked + PATIENCE < now)) {
        return true;
      }
      for (Seat seat : seats.values()) {
        if (!seat.joined && seat.notBefore < now && !asking.containsValue(seat)) {
          frames.add(ask(seat));
        }
      }
    }
    for (Map<String, Object> frame : frames) {
      link.say(frame);
    }
    return false;
  }

  private Map<String, Object> ask(Seat seat) {
    String id = "j" + journal.name();
    seat.asked = System.nanoTime();
    seat.after = seat.seen;
    invoked.put(id, journal.now());
    asking.put(id, seat);
    Map<String, Object> frame = new HashMap<>();
    frame.put("type", "join_session");
    frame.put("id", id);
    frame.put("sessionId", seat.room.id());
    if (seat.after != null) {
      frame.put("after", seat.after);
    }
    return frame;
  }

  /// Whether the frame answers a join. Gives what was missed to `reload`, if anything.
  synchronized boolean answered(Link link, JsonNode frame, Consumer<Gap> reload) {
    String id = frame.path("id").asString("");
    Seat seat = asking.remove(id);
    Long since = invoked.remove(id);
    if (seat == null || since == null) {
      return false;
    }
    if (!frame.path("type").asString("").equals("joined")) {
      seat.notBefore = System.nanoTime() + PAUSE;
      return true;
    }
    Position now = new Position(frame.path("epoch").asString(""), frame.path("seq").asLong(0));
    boolean recovered = frame.path("recovered").asBoolean(false);
    journal.record(
        account.user(),
        new Entry.Joined(
            link.name(),
            account.user(),
            seat.room.id(),
            now.epoch(),
            now.seq(),
            seat.after,
            recovered,
            since));
    seat.joined = true;
    Position after = seat.after;
    if (after == null || !recovered) {
      long known = after != null && after.epoch().equals(now.epoch()) ? after.seq() : 0;
      seat.seen = now;
      if (known < now.seq()) {
        reload.accept(new Gap(seat.room, known, now.seq()));
      }
    }
    return true;
  }

  synchronized void event(Link link, JsonNode event, String text) {
    String session = event.path("sessionId").asString("");
    long seq = event.path("seq").asLong(0);
    String type = event.path("type").asString("");
    journal.record(
        account.user(),
        new Entry.Received(
            link.name(),
            session,
            seq,
            type,
            event.path("commandId").asString(""),
            Digest.of(text.getBytes(UTF_8))));
    Seat seat = seats.get(session);
    if (seat != null && seat.seen != null) {
      seat.seen = new Position(seat.seen.epoch(), seq);
      seat.joined &= !isRemoved(event, type);
    }
  }

  private boolean isRemoved(JsonNode event, String type) {
    return type.equals("member_removed")
        && event.path("member").path("userId").asString("").equals(account.user());
  }
}
