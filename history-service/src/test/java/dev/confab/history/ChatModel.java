package dev.confab.history;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a session looks like after its events, by the plainest means: everything is kept.
public final class ChatModel {
  public final SessionId id;
  public final List<Event> events = new ArrayList<>();
  public final TreeMap<Long, Message> messages = new TreeMap<>();
  public final Map<UserId, Member> members = new LinkedHashMap<>();
  public long clearedUpTo;
  public boolean deleted;
  private @Nullable Session profile;

  public ChatModel(SessionId id) {
    this.id = id;
  }

  public long lastSeq() {
    return events.size();
  }

  public Session session() {
    if (profile == null) {
      throw new IllegalStateException("there was no event");
    }
    return new Session(
        id,
        profile.title(),
        profile.ownerId(),
        List.copyOf(members.values()),
        profile.metadata(),
        profile.createdAt(),
        events.getLast().at(),
        lastSeq(),
        messages.size());
  }

  public List<String> messageTexts() {
    return messages.values().stream().map(ChatModel::text).toList();
  }

  public static String text(Object value) {
    return new String(Json.encode(value), java.nio.charset.StandardCharsets.UTF_8);
  }

  public void apply(Event event) {
    events.add(event);
    switch (event) {
      case Event.SessionCreated e -> {
        profile = e.session();
        e.session().members().forEach(m -> members.put(m.userId(), m));
      }
      case Event.SessionUpdated e -> profile = e.session();
      case Event.SessionDeleted e -> {
        deleted = true;
        messages.clear();
        members.clear();
      }
      case Event.MemberAdded e -> members.put(e.member().userId(), e.member());
      case Event.MemberRemoved e -> members.remove(e.member().userId());
      case Event.MessageCreated e -> messages.put(e.seq(), e.message());
      case Event.MessageUpdated e -> messages.put(e.message().seq(), e.message());
      case Event.MessageDeleted e -> messages.remove(e.messageId().seq());
      case Event.SessionCleared e -> {
        messages.headMap(e.upToSeq(), true).clear();
        clearedUpTo = e.upToSeq();
      }
    }
  }
}
