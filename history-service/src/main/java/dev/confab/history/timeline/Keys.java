package dev.confab.history.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/// The keys of a partition's store: one letter for the kind, then what it belongs to, so that what
/// is read together lies together. A zero byte, which is in no id, ends an id that something
/// follows.
final class Keys {
  static final Bytes POSITION = Bytes.wrap(new byte[] {'p'});

  private Keys() {}

  static Bytes summary(SessionId session) {
    return Bytes.wrap(("s" + session.value()).getBytes(UTF_8));
  }

  static Bytes profile(SessionId session) {
    return Bytes.wrap(("r" + session.value()).getBytes(UTF_8));
  }

  static Bytes message(SessionId session, long seq) {
    return numbered('m', session, seq);
  }

  static Bytes event(SessionId session, long seq) {
    return numbered('e', session, seq);
  }

  static Bytes member(SessionId session, UserId user) {
    return Bytes.wrap(("n" + session.value() + "\0" + user.value()).getBytes(UTF_8));
  }

  static Bytes firstMember(SessionId session) {
    return Bytes.wrap(("n" + session.value() + "\0").getBytes(UTF_8));
  }

  static Bytes pastMembers(SessionId session) {
    return Bytes.wrap(("n" + session.value() + "\1").getBytes(UTF_8));
  }

  static UserId userOf(SessionId session, Bytes member) {
    return new UserId(behind(firstMember(session), member));
  }

  static Bytes membership(UserId user, SessionId session) {
    return Bytes.wrap(("u" + user.value() + "\0" + session.value()).getBytes(UTF_8));
  }

  static Bytes firstMembership(UserId user) {
    return Bytes.wrap(("u" + user.value() + "\0").getBytes(UTF_8));
  }

  static Bytes pastMemberships(UserId user) {
    return Bytes.wrap(("u" + user.value() + "\1").getBytes(UTF_8));
  }

  static SessionId sessionOf(UserId user, Bytes membership) {
    return new SessionId(behind(firstMembership(user), membership));
  }

  static long seqOf(Bytes numbered) {
    byte[] key = numbered.get();
    return ByteBuffer.wrap(key, key.length - Long.BYTES, Long.BYTES).getLong();
  }

  private static String behind(Bytes beginning, Bytes key) {
    int from = beginning.get().length;
    return new String(key.get(), from, key.get().length - from, UTF_8);
  }

  private static Bytes numbered(char kind, SessionId session, long seq) {
    byte[] id = session.value().getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(id.length + 2 + Long.BYTES)
            .put((byte) kind)
            .put(id)
            .put((byte) 0)
            .putLong(seq)
            .array());
  }
}
