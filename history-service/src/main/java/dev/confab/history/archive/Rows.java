package dev.confab.history.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.window.Entry;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.List;
import java.util.Locale;

/// Rows to values. A row that is none is a fault: message-service wrote it.
final class Rows {
  private Rows() {}

  static Entry message(MessageRow row) {
    SessionId session = new SessionId(row.key.sessionId());
    long seq = row.key.seq();
    Message message =
        new Message(
            new MessageId(session, seq),
            session,
            seq,
            new UserId(row.senderId),
            MessageRole.valueOf(row.role.toUpperCase(Locale.ROOT)),
            row.content,
            metadata(row.metadata),
            row.createdAt,
            row.editedAt,
            row.clientId == null ? null : new CommandId(row.clientId));
    return new Entry(seq, Json.encode(message));
  }

  static Entry event(EventRow row) {
    return new Entry(row.key.seq(), row.body.getBytes(UTF_8));
  }

  static ArchivedSession session(SessionRow row, List<MemberRow> members) {
    if (row.deletedAt != null) {
      return new ArchivedSession(
          null, Summary.only(Standing.DELETED, row.lastSeq, -1, row.updatedAt));
    }
    Profile profile =
        new Profile(
            new SessionId(row.sessionId),
            row.title,
            new UserId(row.ownerId),
            members.stream().map(Rows::member).toList(),
            metadata(row.metadata),
            row.createdAt);
    Summary summary =
        Summary.only(Standing.WHOLE, row.lastSeq, -1, row.updatedAt)
            .withMessages(row.messageCount, 0)
            .withCleared(row.clearedUpTo);
    return new ArchivedSession(profile, summary);
  }

  private static Member member(MemberRow row) {
    return new Member(
        new UserId(row.key.userId()), MemberRole.valueOf(row.role.toUpperCase(Locale.ROOT)));
  }

  private static Metadata metadata(String json) {
    try {
      return Json.decode(json.getBytes(UTF_8), Metadata.class);
    } catch (MalformedException e) {
      throw new IllegalStateException("the archive holds metadata that is no JSON object", e);
    }
  }
}
