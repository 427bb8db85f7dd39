package dev.confab.system.load;

import dev.confab.schema.codec.Json;
import dev.confab.system.history.Digest;
import dev.confab.system.history.Entry;
import dev.confab.system.history.Item;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Reads history by REST and writes down what it showed. Thread-safe; calls block.
final class Pages {
  private static final int LIMIT = 200;

  private final Rest rest;
  private final Journal journal;
  private final AtomicLong refused = new AtomicLong();

  Pages(Rest rest, Journal journal) {
    this.rest = rest;
    this.journal = journal;
  }

  /// How many reads got an error instead of a page.
  long refused() {
    return refused.get();
  }

  /// One page.
  ///
  /// @param after -1 for the newest
  void read(Account account, Room room, String of, URI history, long after, long minSeq, int limit)
      throws InterruptedException {
    List<Item> items = page(account, room, of, history, after, minSeq, limit);
    if (items != null) {
      journal.record(
          account.user(),
          new Entry.Page(of, room.id(), account.user(), after, minSeq, limit, items));
    }
  }

  /// All there is, page by page; false if a page could not be had.
  boolean readAll(Account account, Room room, String of, URI history, long minSeq)
      throws InterruptedException {
    List<Item> all = new ArrayList<>();
    long after = 0;
    List<Item> items;
    do {
      items = page(account, room, of, history, after, minSeq, LIMIT);
      if (items == null) {
        return false;
      }
      all.addAll(items);
      after = items.isEmpty() ? after : items.getLast().seq();
    } while (items.size() == LIMIT);
    journal.record(
        account.user(), new Entry.Page(of, room.id(), account.user(), 0, minSeq, 0, all));
    return true;
  }

  private @Nullable List<Item> page(
      Account account, Room room, String of, URI history, long after, long minSeq, int limit)
      throws InterruptedException {
    String path =
        "/chat/sessions/%s/%s?limit=%d".formatted(room.id(), of, limit)
            + (after < 0 ? "" : "&after=" + after)
            + (minSeq == 0 ? "" : "&minSeq=" + minSeq);
    try {
      Rest.Answer answer = rest.ask(account, "GET", history, path, null, null);
      if (answer.isOk()) {
        return of.equals(Entry.Page.EVENTS) ? events(answer.bytes()) : messages(answer.body());
      }
    } catch (IOException e) {
      // As good as an error that says so.
    }
    refused.incrementAndGet();
    return null;
  }

  private static List<Item> messages(JsonNode page) {
    List<Item> items = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      items.add(new Item(item.path("seq").asLong(0), Digest.of(Json.encode(item))));
    }
    return items;
  }

  /// The digests are of the items' very bytes.
  private static List<Item> events(byte[] page) {
    List<Item> items = new ArrayList<>();
    try (JsonParser parser = Json.mapper().createParser(page)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY
            && "items".equals(parser.currentName())) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            items.add(new Item(seq(page, from, to - from), Digest.of(page, from, to - from)));
          }
          return items;
        }
      }
    }
    return items;
  }

  private static long seq(byte[] page, int from, int length) {
    return Json.mapper().readTree(page, from, length).path("seq").asLong(0);
  }
}
