package dev.confab.history.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.window.Entry;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.UserId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A session in a list, with its newest message if it has one; and the JSON that its reader gets,
/// of which nobody changes the bytes. It names 20 of the members at most, the owner and the reader
/// among them, and tells how many there are.
public final class ListedSession {
  private static final byte[] LAST_MESSAGE = ",\"lastMessage\":".getBytes(UTF_8);
  private static final byte[] NONE = "null".getBytes(UTF_8);

  private final Session session;
  private final @Nullable Entry lastMessage;
  private final byte[] json;

  ListedSession(Session session, @Nullable Entry lastMessage, UserId reader) {
    this.session = session;
    this.lastMessage = lastMessage;
    byte[] plain = Json.encode(session.naming(session.someMembers(reader), null));
    byte[] last = lastMessage == null ? NONE : lastMessage.json();
    byte[] count = (",\"memberCount\":" + session.members().size() + "}").getBytes(UTF_8);
    this.json =
        ByteBuffer.allocate(plain.length - 1 + LAST_MESSAGE.length + last.length + count.length)
            .put(plain, 0, plain.length - 1)
            .put(LAST_MESSAGE)
            .put(last)
            .put(count)
            .array();
  }

  /// With all of its members.
  public Session session() {
    return session;
  }

  public @Nullable Entry lastMessage() {
    return lastMessage;
  }

  public Place place() {
    return new Place(session.updatedAt(), session.id());
  }

  public byte[] json() {
    return json;
  }
}
