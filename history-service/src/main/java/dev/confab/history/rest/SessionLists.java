package dev.confab.history.rest;

import dev.confab.history.page.ListedSession;
import dev.confab.history.page.Place;
import dev.confab.history.page.Reading;
import dev.confab.history.page.SessionPages;
import dev.confab.history.timeline.Owners;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
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

  /// A part is answered from here alone.
  Listing list(Reading reading, @Nullable Place after, int limit, HttpServletRequest request) {
    Merged merged = new Merged();
    SessionPages.LocalPage page = local.page(reading, after, limit);
    for (ListedSession session : page.items()) {
      merged.items.put(session.place(), session.json());
    }
    if (page.more()) {
      merged.cutBehind(page.items().getLast().place());
    }
    Set<Integer> covered = new TreeSet<>(page.covered());
    if (!Peers.wantsPart(request)) {
      for (HostInfo other : owners.others()) {
        merge(other, reading, request, merged, covered);
      }
      if (covered.size() < owners.partitions()) {
        throw new ViewBehindException("The view is moving between instances.");
      }
    }
    return merged.page(limit, reading.pageBytes(), covered);
  }

  private void merge(
      HostInfo other,
      Reading reading,
      HttpServletRequest request,
      Merged merged,
      Set<Integer> covered) {
    var answer = peers.ask(other, request, reading.room());
    JsonNode page = Peers.json(answer);
    Place last = null;
    for (JsonNode item : page.path("items")) {
      last =
          new Place(
              Instant.parse(item.path("updatedAt").stringValue()),
              new SessionId(item.path("id").stringValue()));
      byte[] json = Json.encode(item);
      reading.hold(json.length);
      merged.items.put(last, json);
    }
    if (last != null && !page.path("nextCursor").isNull()) {
      merged.cutBehind(last);
    }
    String partitions = answer.getHeaders().getFirst(Peers.PARTITIONS);
    if (partitions != null && !partitions.isEmpty()) {
      Arrays.stream(partitions.split(",", -1)).map(Integer::valueOf).forEach(covered::add);
    }
  }

  /// Pages of several instances in one order, which is known as far as the page reaches that ends
  /// first.
  private static final class Merged {
    private final NavigableMap<Place, byte[]> items = new TreeMap<>();
    private @Nullable Place end;

    /// An instance has more behind this place.
    void cutBehind(Place last) {
      end = end == null || last.compareTo(end) < 0 ? last : end;
    }

    /// One item at least, if there is any.
    Listing page(int limit, long mostBytes, Set<Integer> covered) {
      List<byte[]> page = new ArrayList<>();
      Place last = null;
      long bytes = 0;
      boolean more = end != null;
      for (var item : (end == null ? items : items.headMap(end, true)).entrySet()) {
        bytes += item.getValue().length;
        if (page.size() == limit || (!page.isEmpty() && bytes > mostBytes)) {
          more = true;
          break;
        }
        page.add(item.getValue());
        last = item.getKey();
      }
      return new Listing(page, more && last != null ? new Cursor.Behind(last) : null, covered);
    }
  }
}
