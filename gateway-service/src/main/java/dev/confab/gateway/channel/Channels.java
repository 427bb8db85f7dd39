package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.CommandLog;
import dev.confab.gateway.log.Interests;
import dev.confab.gateway.log.LogListener;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.signal.Signal;
import dev.confab.web.limit.Memory;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The channels of this gateway: they exist as long as someone sits in them and a while longer, and
/// as long the gateway keeps its interest in their shards. Thread-safe.
public final class Channels implements LogListener {
  private final Map<SessionId, Channel> open = new ConcurrentHashMap<>();
  private final CommandLog commands;
  private final Interests interests;
  private final Presence presence;
  private final History history;
  private final ChannelRules rules;
  private final TailRing.Bounds rings;
  private final Feed.Bounds feeds;
  private final TypingPace typing = new TypingPace(System::nanoTime);

  public Channels(
      CommandLog commands,
      Interests interests,
      Presence presence,
      History history,
      ChannelRules rules,
      Memory memory) {
    this.commands = commands;
    this.interests = interests;
    this.presence = presence;
    this.history = history;
    this.rules = rules;
    this.rings =
        new TailRing.Bounds(rules.ringEvents(), rules.ringBytes(), memory.of(Memory.Kind.RINGS));
    this.feeds =
        new Feed.Bounds(
            rules.keptBytes(), memory.of(Memory.Kind.RESUMES), memory.of(Memory.Kind.QUEUES));
  }

  /// A connection's part in all this; it must be closed with the connection.
  public Attendance attend(Connection connection) {
    return new Attendance(connection, this, rules.sessionsPerConnection());
  }

  @Override
  public void event(SessionEvent event) {
    Channel channel = open.get(event.session());
    if (channel != null) {
      channel.event(event);
    }
  }

  @Override
  public void signal(Signal signal, Frame frame) {
    Channel channel = open.get(signal.sessionId());
    if (channel != null) {
      channel.signal(signal, frame);
    }
  }

  @Override
  public void opened(int shard) {
    open.forEach((session, channel) -> {
      if (interests.shardOf(session) == shard) {
        channel
            .live()
            .forEach(seat -> commands.tell(presence.announce(session, seat.connection())));
      }
    });
  }

  @Override
  public void lost(int shard) {
    open.forEach((session, channel) -> {
      if (interests.shardOf(session) == shard) {
        channel.lose();
        remove(channel);
      }
    });
  }

  /// Those with a joined connection.
  Set<Integer> joinedShards() {
    Set<Integer> shards = new HashSet<>();
    open.forEach((session, channel) -> {
      int shard = interests.shardOf(session);
      if (!shards.contains(shard) && channel.hasLive()) {
        shards.add(shard);
      }
    });
    return shards;
  }

  /// How many sessions have someone here.
  public int size() {
    return (int) open.values().stream().filter(channel -> !channel.isEmpty()).count();
  }

  /// Lets those go that nobody came back to.
  void expire(long now) {
    for (Channel channel : open.values()) {
      if (channel.closeIfIdle(now, rules.lingerNanos())) {
        remove(channel);
      }
    }
  }

  /// Takes the seat before the command leaves, so that no event behind the answer is missed.
  void join(Attendance attendance, SessionId session, Attempt attempt) {
    Attendance.Place place = attendance.place(session);
    if (place == null || !place.channel().again(place.seat(), attempt)) {
      place = sit(attendance, session, attempt);
    }
    Attendance.Place taken = place;
    commands.send(
        presence.join(session, attendance.connection()),
        outcome -> taken.channel().decided(taken.seat(), attempt, outcome));
  }

  private Attendance.Place sit(Attendance attendance, SessionId session, Attempt attempt) {
    while (true) {
      Channel channel = open.computeIfAbsent(session, this::create);
      Seat seat = new Seat(attendance, channel, feeds);
      Attendance.Place place = new Attendance.Place(channel, seat);
      attendance.put(session, place);
      if (channel.take(seat, attempt)) {
        return place;
      }
    }
  }

  /// The channel holds the interest, so that it misses nothing while it is there.
  private Channel create(SessionId session) {
    interests.hold(interests.shardOf(session));
    return new Channel(session, new TailRing(rings), history, this::ended);
  }

  private void remove(Channel channel) {
    if (open.remove(channel.session(), channel)) {
      interests.release(interests.shardOf(channel.session()));
    }
  }

  void wrote(UserId user, SessionId session) {
    typing.wrote(user, session);
  }

  void typing(Signal.Typing signal) {
    if (typing.passes(signal)) {
      commands.signal(signal);
    }
  }

  private void ended(Channel channel, Seat seat) {
    SessionId session = seat.session();
    if (channel.closeIfUnused()) {
      remove(channel);
    }
    seat.attendance().remove(session, seat);
    // Also for a join that got no answer in time: the shard may know of it all the same.
    commands.tell(presence.leave(session, seat.connection()));
  }
}
