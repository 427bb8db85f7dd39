package dev.confab.message.shard;

import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is in which session now, by connection. Soft: a new term begins with none, and gateways
/// announce theirs again. Not thread-safe.
final class Rosters {
  private final Map<SessionId, Map<ConnectionId, UserId>> rosters = new HashMap<>();

  /// True if it is the user's first connection in the session.
  boolean join(SessionId session, ConnectionId connection, UserId user) {
    Map<ConnectionId, UserId> roster = rosters.computeIfAbsent(session, s -> new LinkedHashMap<>());
    boolean first = !roster.containsValue(user);
    roster.put(connection, user);
    return first;
  }

  /// True if it was the user's last connection in the session.
  boolean leave(SessionId session, ConnectionId connection, UserId user) {
    Map<ConnectionId, UserId> roster = rosters.get(session);
    if (roster == null || !roster.remove(connection, user)) {
      return false;
    }
    if (roster.isEmpty()) {
      rosters.remove(session);
    }
    return !roster.containsValue(user);
  }

  /// True if the user had a connection in the session.
  boolean removeUser(SessionId session, UserId user) {
    Map<ConnectionId, UserId> roster = rosters.get(session);
    if (roster == null || !roster.values().removeIf(user::equals)) {
      return false;
    }
    if (roster.isEmpty()) {
      rosters.remove(session);
    }
    return true;
  }

  void removeSession(SessionId session) {
    rosters.remove(session);
  }

  /// In the order in which they came.
  List<UserId> participants(SessionId session) {
    Set<UserId> users = new LinkedHashSet<>(rosters.getOrDefault(session, Map.of()).values());
    return List.copyOf(users);
  }
}
