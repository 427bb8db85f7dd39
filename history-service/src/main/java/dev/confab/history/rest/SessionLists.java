package dev.confab.history.rest;

import dev.confab.history.page.ListPlace;
import dev.confab.history.page.ListStart;
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
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The sessions of a user, merged from all instances. A list is whole or a `ViewBehindException`:
/// together the instances must speak for every partition.
public final class SessionLists {
  private final SessionPages local;
  private final Owners owners;
  private final Peers peers;
  private final String epoch;

  /// @param epoch of the log
  public SessionLists(SessionPages local, Owners owners, Peers peers, String epoch) {
    this.local = local;
    this.owners = owners;
    this.peers = peers;
    this.epoch = epoch;
  }

  /// @param covered what it speaks for
  record Listing(List<byte[]> items, @Nullable Cursor next, Covered covered) {}

  /// A part is answered from here alone.
  Listing list(Reading reading, ListPlace from, int limit, HttpServletRequest request) {
    MergedList merged = new MergedList(from);
    Covered covered = new Covered();
    addLocal(local.page(reading, from, limit), merged, covered);
    if (!Peers.wantsPart(request)) {
      for (HostInfo other : owners.others()) {
        add(other, reading, request, merged, covered);
      }
      if (covered.count() < owners.partitions()) {
        throw new ViewBehindException("The view is moving between instances.");
      }
    }
    ListStart start =
        from instanceof ListPlace.Top ? new ListStart(epoch, covered.reached()) : from.start();
    MergedList.Part part = merged.page(limit, reading.pageBytes(), start);
    return new Listing(
        part.items(), part.next() == null ? null : new Cursor.InList(part.next()), covered);
  }

  private static void addLocal(SessionPages.LocalPage page, MergedList merged, Covered covered) {
    for (ListedSession session : page.items()) {
      merged.add(session.place(), session.json());
    }
    if (page.more()) {
      merged.cutBehind(page.items().getLast().place());
    }
    if (page.lastMoved() != null) {
      merged.haveMoved(page.lastMoved());
    }
    page.reached().forEach(covered::add);
  }

  private void add(
      HostInfo other,
      Reading reading,
      HttpServletRequest request,
      MergedList merged,
      Covered covered) {
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
      merged.add(last, json);
    }
    JsonNode next = page.path("nextCursor");
    if (next.isString()) {
      Cursor cursor = Cursor.decode(next.stringValue());
      if (merged.goesOn(cursor) && last != null) {
        merged.cutBehind(last);
      } else {
        merged.haveMoved(
            cursor instanceof Cursor.InList(ListPlace.Moved moved) ? moved.until() : null);
      }
    }
    covered.add(answer.getHeaders());
  }
}
