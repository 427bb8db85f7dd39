package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Session;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;

/// A session that has messages and remembers none of them.
public final class ForgetfulSession {
  private static final UserId ALICE = new UserId("alice");
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

  private ForgetfulSession() {}

  /// Alice's session with `messages` messages at the seqs from 1 on, all forgotten.
  public static SessionState of(SessionId id, long messages) {
    Session session =
        new Session(
            id,
            null,
            ALICE,
            List.of(new Member(ALICE, MemberRole.OWNER)),
            SessionState.NO_METADATA,
            LONG_AGO,
            LONG_AGO,
            messages,
            messages);
    Draft draft = new Draft(session);
    draft.recent = new RecentMessages(List.of(), messages, 0);
    return draft.state();
  }

  /// What an archive says of one of its messages.
  public static Lookup found() {
    return new Lookup.Found(
        ALICE, MessageRole.USER, LONG_AGO, null, null, SessionState.NO_METADATA);
  }
}
