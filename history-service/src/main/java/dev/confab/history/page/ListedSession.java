package dev.confab.history.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.window.Entry;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A session in a list, with its newest message if it has one; and the JSON of both, of which
/// nobody changes the bytes.
public final class ListedSession {
  private static final byte[] LAST_MESSAGE = ",\"lastMessage\":".getBytes(UTF_8);
  private static final byte[] NONE = "null".getBytes(UTF_8);

  private final Session session;
  private final @Nullable Entry lastMessage;
  private final byte[] json;

  ListedSession(Session session, @Nullable Entry lastMessage) {
    this.session = session;
    this.lastMessage = lastMessage;
    byte[] plain = Json.encode(session);
    byte[] last = lastMessage == null ? NONE : lastMessage.json();
    this.json =
        ByteBuffer.allocate(plain.length + LAST_MESSAGE.length + last.length)
            .put(plain, 0, plain.length - 1)
            .put(LAST_MESSAGE)
            .put(last)
            .put((byte) '}')
            .array();
  }

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
