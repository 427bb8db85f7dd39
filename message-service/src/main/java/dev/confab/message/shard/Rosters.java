package dev.confab.message.shard;

import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is in which session now, by connection, and which gateways still say that they hold them.
///
/// Soft: a new term begins with none, and gateways announce theirs again. A gateway counts as
/// silent only if others were heard meanwhile: a shard that stood still has heard nobody. Times are
/// of `System.nanoTime`. Not thread-safe.
final class Rosters {
  /// A user who is in a session no more.
  record Gone(SessionId session, UserId user) {}

  private record Seat(UserId user, GatewayId gateway) {}

  /// @param round in which it was heard last
  private record Heard(long at, long round) {}

  /// In so many rounds each of the others spoke, and one did not.
  private static final int MISSED_ROUNDS = 3;

  private final Map<SessionId, Map<ConnectionId, Seat>> rosters = new HashMap<>();
  private final Map<GatewayId, Heard> heard = new HashMap<>();

  /// Who spoke in this round, which ends when one of them speaks again.
  private final Set<GatewayId> spoke = new HashSet<>();

  private long round;

  /// True if it is the user's first connection in the session.
  boolean join(
      SessionId session, ConnectionId connection, UserId user, GatewayId gateway, long now) {
    Map<ConnectionId, Seat> roster = rosters.computeIfAbsent(session, s -> new LinkedHashMap<>());
    boolean first = !holds(roster, user);
    roster.put(connection, new Seat(user, gateway));
    heard.put(gateway, new Heard(now, round));
    return first;
  }

  /// True if it was the user's last connection in the session.
  boolean leave(SessionId session, ConnectionId connection, UserId user) {
    Map<ConnectionId, Seat> roster = rosters.get(session);
    if (roster == null) {
      return false;
    }
    Seat seat = roster.get(connection);
    if (seat == null || !seat.user().equals(user)) {
      return false;
    }
    roster.remove(connection);
    dropIfEmpty(session, roster);
    return !holds(roster, user);
  }

  /// True if the user had a connection in the session.
  boolean removeUser(SessionId session, UserId user) {
    Map<ConnectionId, Seat> roster = rosters.get(session);
    if (roster == null || !roster.values().removeIf(seat -> seat.user().equals(user))) {
      return false;
    }
    dropIfEmpty(session, roster);
    return true;
  }

  void removeSession(SessionId session) {
    rosters.remove(session);
  }

  /// The gateway lives.
  void hear(GatewayId gateway, long now) {
    if (!spoke.add(gateway)) {
      round++;
      spoke.clear();
      spoke.add(gateway);
    }
    heard.computeIfPresent(gateway, (g, before) -> new Heard(now, round));
  }

  /// Removes the connections of gateways that were silent for longer than `patience` nanoseconds.
  List<Gone> expire(long now, long patience) {
    Set<GatewayId> silent = new LinkedHashSet<>();
    heard.forEach((gateway, last) -> {
      if (now - last.at() > patience && round - last.round() >= MISSED_ROUNDS) {
        silent.add(gateway);
      }
    });
    if (silent.isEmpty()) {
      return List.of();
    }
    heard.keySet().removeAll(silent);
    List<Gone> gone = new ArrayList<>();
    for (SessionId session : List.copyOf(rosters.keySet())) {
      expire(session, silent, gone);
    }
    return gone;
  }

  private void expire(SessionId session, Set<GatewayId> silent, List<Gone> gone) {
    Map<ConnectionId, Seat> roster = rosters.getOrDefault(session, Map.of());
    Set<UserId> users = new LinkedHashSet<>();
    roster
        .values()
        .removeIf(seat -> {
          boolean expired = silent.contains(seat.gateway());
          if (expired) {
            users.add(seat.user());
          }
          return expired;
        });
    for (UserId user : users) {
      if (!holds(roster, user)) {
        gone.add(new Gone(session, user));
      }
    }
    dropIfEmpty(session, roster);
  }

  /// In the order in which they came.
  List<UserId> participants(SessionId session) {
    Set<UserId> users = new LinkedHashSet<>();
    rosters.getOrDefault(session, Map.of()).values().forEach(seat -> users.add(seat.user()));
    return List.copyOf(users);
  }

  private void dropIfEmpty(SessionId session, Map<ConnectionId, Seat> roster) {
    if (roster.isEmpty()) {
      rosters.remove(session);
    }
  }

  private static boolean holds(Map<ConnectionId, Seat> roster, UserId user) {
    for (Seat seat : roster.values()) {
      if (seat.user().equals(user)) {
        return true;
      }
    }
    return false;
  }
}
