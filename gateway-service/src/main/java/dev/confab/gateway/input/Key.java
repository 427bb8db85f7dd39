package dev.confab.gateway.input;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// By what a write is known: the client's own key, which is remembered for repeats, or one of ours,
/// which is not.
public record Key(CommandId id, boolean keyed) {
  public static Key of(@Nullable CommandId own) {
    return own == null ? new Key(fresh(), false) : new Key(own, true);
  }

  /// The field wins over what was given for the whole request.
  static Key of(@Nullable CommandId field, @Nullable CommandId request) {
    return of(field == null ? request : field);
  }

  /// A command id that nobody has used.
  public static CommandId fresh() {
    return new CommandId(UuidCreator.getTimeOrderedEpoch().toString());
  }

  /// The id of the session that the user creates with this key: the same one for a repeat.
  SessionId session(UserId user) {
    return new SessionId((keyed ? derived(user) : UuidCreator.getTimeOrderedEpoch()).toString());
  }

  /// Both ids have no NUL, so the pair is unambiguous. It has the form of a UUIDv7, not its time.
  private UUID derived(UserId user) {
    byte[] pair = (user.value() + "\0" + id.value()).getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(pair));
      long high = (hash.getLong() & ~0xF000L) | 0x7000L;
      long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
