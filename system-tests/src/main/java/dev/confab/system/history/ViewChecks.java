package dev.confab.system.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What reads by REST and the rows of the archive must show: what the log has, without a hole.
final class ViewChecks {
  private final Ledger ledger;
  private final Findings findings;
  private final Map<String, Conversation> conversations = new HashMap<>();
  private final Map<String, Map<Long, String>> events = new HashMap<>();
  private final Map<String, Map<Long, String>> messages = new HashMap<>();

  ViewChecks(Ledger ledger, Findings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  void take(Entry entry) {
    switch (entry) {
      case Entry.Page page when page.of().equals(Entry.Page.EVENTS) -> eventPage(page);
      case Entry.Page page -> messagePage(page);
      case Entry.Archived row -> row(row);
      default -> {}
    }
  }

  /// After the last line.
  void end() {
    if (events.isEmpty() && messages.isEmpty()) {
      return; // No archive was read.
    }
    ledger.logs().forEach(this::archive);
  }

  private void eventPage(Entry.Page page) {
    SessionLog log = ledger.log(page.session());
    long next = page.after() + 1;
    for (Item item : page.items()) {
      LogEvent truth = log.at(item.seq());
      if (item.seq() != next) {
        differs(page, "seq %d where %d is next".formatted(item.seq(), next));
      } else if (truth == null || !truth.digest().equals(item.digest())) {
        differs(page, "%s, the log has %s".formatted(item, truth));
      }
      next = item.seq() + 1;
    }
    long due = page.limit() == 0 ? log.lastSeq() : due(page);
    if (next <= due) {
      differs(page, "ends before seq %d, and has to hold %d".formatted(next, due));
    }
  }

  private static long due(Entry.Page page) {
    return Math.min(page.minSeq(), page.after() + page.limit());
  }

  private void messagePage(Entry.Page page) {
    Conversation conversation = conversation(page.session());
    long before = page.after();
    Set<Long> shown = new HashSet<>();
    for (Item item : page.items()) {
      if (item.seq() <= before) {
        differs(page, "seq %d after %d".formatted(item.seq(), before));
      }
      if (!conversation.hadForm(item)) {
        differs(page, "%s is no form of that message".formatted(item));
      }
      before = item.seq();
      shown.add(before);
    }
    for (long seq : expected(page, conversation)) {
      if (!shown.contains(seq)) {
        differs(page, "seq %d is missing".formatted(seq));
      }
    }
    if (page.limit() == 0) {
      whole(page, conversation);
    }
  }

  /// Those that have to be on the page, whatever of the log the view held when it was read.
  private static Set<Long> expected(Entry.Page page, Conversation conversation) {
    List<Item> items = page.items();
    long from = page.after() >= 0 || items.isEmpty() ? page.after() + 1 : items.getFirst().seq();
    long last = items.isEmpty() ? 0 : items.getLast().seq();
    long to = page.limit() == 0 ? Long.MAX_VALUE : last;
    if (page.after() >= 0 && items.size() < page.limit()) {
      to = Math.max(to, page.minSeq());
    }
    return to < from ? Set.of() : conversation.messages().subMap(from, true, to, true).keySet();
  }

  private void whole(Entry.Page page, Conversation conversation) {
    for (Item item : page.items()) {
      Conversation.Content content = conversation.messages().get(item.seq());
      if (content == null || !item.digest().equals(content.item())) {
        differs(page, "%s, by the log it is %s".formatted(item, content));
      }
    }
  }

  private void differs(Entry.Page page, String how) {
    findings.add(
        Check.PAGE_DIFFERS,
        "%s of %s after %d, minSeq %d, limit %d, %d items: %s"
            .formatted(
                page.of(),
                page.session(),
                page.after(),
                page.minSeq(),
                page.limit(),
                page.items().size(),
                how));
  }

  private void row(Entry.Archived row) {
    var table = row.table().equals(Entry.Page.EVENTS) ? events : messages;
    table
        .computeIfAbsent(row.session(), s -> new HashMap<>())
        .put(row.item().seq(), row.item().digest());
  }

  private void archive(String session, SessionLog log) {
    Map<Long, String> there = events.getOrDefault(session, Map.of());
    for (LogEvent event : log.events()) {
      same("event", session, event.seq(), event.digest(), there.get(event.seq()));
    }
    there.forEach((seq, digest) -> {
      if (log.at(seq) == null) {
        same("event", session, seq, null, digest);
      }
    });
    Map<Long, String> rows = messages.getOrDefault(session, Map.of());
    var current = conversation(session).messages();
    current.forEach((seq, content) -> same("message", session, seq, content.body(), rows.get(seq)));
    rows.forEach((seq, digest) -> {
      if (!current.containsKey(seq)) {
        same("message", session, seq, null, digest);
      }
    });
  }

  private void same(
      String what, String session, long seq, @Nullable String log, @Nullable String archive) {
    if (log == null || !log.equals(archive)) {
      findings.add(
          Check.ARCHIVE_DIFFERS,
          "%s %s.%d: the log has %s, the archive %s".formatted(what, session, seq, log, archive));
    }
  }

  private Conversation conversation(String session) {
    return conversations.computeIfAbsent(session, s -> new Conversation(ledger.log(s)));
  }
}
