package dev.confab.history.rest;

import dev.confab.history.page.ListedSession;
import dev.confab.history.page.Place;
import dev.confab.history.page.SessionPages;
import dev.confab.history.timeline.Owners;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The sessions of a user, merged from all instances. A list is whole or a `ViewBehindException`:
/// together the instances must speak for every partition.
public final class SessionLists {
  private final SessionPages local;
  private final Owners owners;
  private final Peers peers;

  public SessionLists(SessionPages local, Owners owners, Peers peers) {
    this.local = local;
    this.owners = owners;
    this.peers = peers;
  }

  /// @param covered the partitions that it speaks for
  record Listing(List<byte[]> items, @Nullable Cursor next, Set<Integer> covered) {}

  /// A request that was passed on is answered from here alone.
  Listing list(UserId user, @Nullable Place after, int limit, HttpServletRequest request) {
    TreeMap<Place, byte[]> items = new TreeMap<>();
    SessionPages.LocalPage page = local.page(user, after, limit);
    for (ListedSession session : page.items()) {
      items.put(session.place(), RawJson.session(session));
    }
    Set<Integer> covered = new TreeSet<>(page.covered());
    boolean more = page.more();
    if (!Peers.isForwarded(request)) {
      for (HostInfo other : owners.others()) {
        more |= merge(other, request, items, covered);
      }
      if (covered.size() < owners.partitions()) {
        throw new ViewBehindException("The view is moving between instances.");
      }
    }
    return cut(items, more, limit, covered);
  }

  private boolean merge(
      HostInfo other,
      HttpServletRequest request,
      NavigableMap<Place, byte[]> items,
      Set<Integer> covered) {
    var answer = peers.ask(other, request);
    JsonNode page = Peers.json(answer);
    for (JsonNode item : page.path("items")) {
      Place place =
          new Place(
              Instant.parse(item.path("updatedAt").stringValue()),
              new SessionId(item.path("id").stringValue()));
      items.put(place, Json.encode(item));
    }
    String partitions = answer.getHeaders().getFirst(Peers.PARTITIONS);
    if (partitions != null && !partitions.isEmpty()) {
      Arrays.stream(partitions.split(",", -1)).map(Integer::valueOf).forEach(covered::add);
    }
    return !page.path("nextCursor").isNull();
  }

  private static Listing cut(
      NavigableMap<Place, byte[]> items, boolean more, int limit, Set<Integer> covered) {
    boolean cut = more || items.size() > limit;
    while (items.size() > limit) {
      items.pollLastEntry();
    }
    Cursor next = cut && !items.isEmpty() ? new Cursor.Behind(items.lastKey()) : null;
    return new Listing(List.copyOf(items.values()), next, covered);
  }
}
