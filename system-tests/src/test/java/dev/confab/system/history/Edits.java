package dev.confab.system.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How a history is changed: each gives another one. Where there is no place for it, `null`.
final class Edits {
  private Edits() {}

  /// The place of any such entry; -1 if there is none.
  static <E extends Entry> int any(
      List<Line> lines, Random random, Class<E> type, Predicate<E> such) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Entry entry = lines.get(i).entry();
      if (type.isInstance(entry) && such.test(type.cast(entry))) {
        places.add(i);
      }
    }
    return places.isEmpty() ? -1 : places.get(random.nextInt(places.size()));
  }

  static <E extends Entry> @Nullable List<Line> replace(
      List<Line> lines, Random random, Class<E> type, Predicate<E> such, Function<E, Entry> by) {
    int at = any(lines, random, type, such);
    return at < 0 ? null : set(lines, at, by.apply(type.cast(lines.get(at).entry())));
  }

  static List<Line> set(List<Line> lines, int at, Entry entry) {
    List<Line> changed = new ArrayList<>(lines);
    Line old = lines.get(at);
    changed.set(at, new Line(old.at(), old.wall(), old.client(), entry));
    return changed;
  }

  static @Nullable List<Line> remove(List<Line> lines, int at) {
    if (at < 0) {
      return null;
    }
    List<Line> changed = new ArrayList<>(lines);
    changed.remove(at);
    return changed;
  }

  static List<Line> insert(List<Line> lines, int at, Entry entry) {
    List<Line> changed = new ArrayList<>(lines);
    Line old = lines.get(at);
    changed.add(at, new Line(old.at(), old.wall(), old.client(), entry));
    return changed;
  }

  static Entry.Page page(Entry.Page page, List<Item> items) {
    return new Entry.Page(
        page.of(), page.session(), page.user(), page.after(), page.minSeq(), page.limit(), items);
  }

  static LogEvent event(LogEvent e, long seq, String commandId, String digest) {
    return new LogEvent(
        e.session(),
        seq,
        e.type(),
        e.actor(),
        commandId,
        digest,
        e.body(),
        e.item(),
        e.target(),
        e.members());
  }
}
