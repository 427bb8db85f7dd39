package dev.confab.history.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.ChatModel;
import dev.confab.history.archive.Archive;
import dev.confab.history.archive.ArchiveOutageException;
import dev.confab.history.archive.ArchivedSession;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// An archive in memory that has got as far as it was fed, and can be away.
public final class FakeArchive implements Archive {
  private final Map<SessionId, ChatModel> models = new HashMap<>();
  public long nextOffset;
  boolean away;
  int asked;

  public void feed(Event event) {
    models.computeIfAbsent(event.sessionId(), ChatModel::new).apply(event);
  }

  @Override
  public @Nullable ArchivedSession session(SessionId id) {
    ask();
    ChatModel model = models.get(id);
    return model == null ? null : archived(model);
  }

  @Override
  public List<ArchivedSession> sessionsOf(UserId user) {
    ask();
    return models.values().stream()
        .filter(model -> !model.deleted && model.members.containsKey(user))
        .map(FakeArchive::archived)
        .toList();
  }

  @Override
  public long lastSeq(SessionId session) {
    ask();
    ChatModel model = models.get(session);
    return model == null ? 0 : model.lastSeq();
  }

  @Override
  public long nextOffset(int shard, String epoch) {
    ask();
    return nextOffset;
  }

  @Override
  public void messagesDown(SessionId session, long highest, long lowest, Gathered into) {
    messages(session, lowest, highest).reversed().forEach(into::add);
  }

  @Override
  public void messagesUp(SessionId session, long lowest, long highest, Gathered into) {
    messages(session, lowest, highest).forEach(into::add);
  }

  @Override
  public void events(SessionId session, long lowest, long highest, Gathered into) {
    ask();
    ChatModel model = models.get(session);
    if (model != null) {
      model.events.stream()
          .filter(event -> event.seq() >= lowest && event.seq() <= highest)
          .forEach(event -> into.add(entry(event.seq(), event)));
    }
  }

  private List<Entry> messages(SessionId session, long lowest, long highest) {
    ask();
    ChatModel model = models.get(session);
    if (model == null || lowest > highest) {
      return List.of();
    }
    NavigableMap<Long, ?> found = model.messages.subMap(lowest, true, highest, true);
    return found.entrySet().stream()
        .map(message -> entry(message.getKey(), message.getValue()))
        .toList();
  }

  private void ask() {
    asked++;
    if (away) {
      throw new ArchiveOutageException(new IllegalStateException("away"));
    }
  }

  private static Entry entry(long seq, Object value) {
    return new Entry(seq, ChatModel.text(value).getBytes(UTF_8));
  }

  private static ArchivedSession archived(ChatModel model) {
    if (model.deleted) {
      return new ArchivedSession(
          null, Summary.only(Standing.DELETED, model.lastSeq(), -1, model.events.getLast().at()));
    }
    Summary summary =
        Summary.only(Standing.WHOLE, model.lastSeq(), -1, model.events.getLast().at())
            .withMessages(model.messages.size(), 0)
            .withCleared(model.clearedUpTo);
    return new ArchivedSession(Profile.of(model.session()), summary);
  }
}
