package dev.confab.message.domain;

import dev.confab.schema.chat.Session;
import dev.confab.schema.id.UserId;
import java.util.Map;
import org.pcollections.HashTreePMap;

/// A session's state as it stands on `chat.sessions`.
public record SessionSnapshot(
    Session session,
    boolean deleted,
    long clearedUpTo,
    Map<UserId, SendWindow> senders,
    RecentMessages recent) {

  public static SessionSnapshot of(SessionState state) {
    return new SessionSnapshot(
        state.view(), state.deleted(), state.clearedUpTo(), state.senders(), state.recent());
  }

  public SessionState state() {
    Draft draft = new Draft(session);
    draft.deleted = deleted;
    draft.clearedUpTo = clearedUpTo;
    draft.senders = HashTreePMap.from(senders);
    draft.recent = recent;
    return draft.state();
  }
}
