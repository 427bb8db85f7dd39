package dev.confab.message.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A seeded stream of valid events of a few sessions, mixed, beside what they should come to.
final class RandomChat {
  final List<ArchivedEvent> events = new ArrayList<>();
  final Map<String, Chronicle> sessions = new LinkedHashMap<>();

  /// The events of each session that are still to be archived at the end: none of a deleted one.
  final Map<String, List<ArchivedEvent>> kept = new LinkedHashMap<>();

  RandomChat(long seed, int length) {
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      Chronicle session = new Chronicle("s" + i);
      sessions.put("s" + i, session);
      kept.put("s" + i, new ArrayList<>());
      add(session, session.create());
    }
    while (events.size() < length) {
      Chronicle session = List.copyOf(sessions.values()).get(random.nextInt(sessions.size()));
      if (!session.deleted) {
        add(session, step(session, random));
      }
    }
  }

  private void add(Chronicle session, ArchivedEvent event) {
    events.add(event);
    List<ArchivedEvent> mine = kept.getOrDefault(session.id.value(), new ArrayList<>());
    mine.add(event);
    if (session.deleted) {
      mine.clear();
    }
  }

  private static ArchivedEvent step(Chronicle session, Random random) {
    int dice = random.nextInt(100);
    List<Long> messages = List.copyOf(session.messages.keySet());
    String user = "u" + random.nextInt(4);
    if (dice >= 50 && dice < 75 && !messages.isEmpty()) {
      long of = messages.get(random.nextInt(messages.size()));
      return dice < 62 ? session.edit(of, "edit " + session.seq) : session.remove(of);
    }
    if (dice >= 75 && dice < 80) {
      return session.clear(random.nextInt((int) session.seq) + 1L);
    }
    if (dice >= 80 && dice < 90) {
      return random.nextBoolean() ? session.addMember(user) : session.removeMember(user);
    }
    if (dice >= 90 && dice < 96) {
      return session.update(random.nextBoolean() ? null : "t" + session.seq, Chronicle.ODD);
    }
    if (dice == 99 && !session.id.value().equals("s0")) {
      return session.delete();
    }
    return session.send(
        "text " + session.seq, random.nextBoolean() ? Chronicle.ODD : Chronicle.NONE);
  }
}
