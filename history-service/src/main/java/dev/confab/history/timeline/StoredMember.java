package dev.confab.history.timeline;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.id.UserId;
import java.nio.ByteBuffer;
import java.util.Comparator;

/// The form in which the store keeps a member of a session: which event made him one, which of
/// those that it made he is, and his role. Members are listed in the order in which they came.
record StoredMember(Member member, long seq, int index) {
  static final Comparator<StoredMember> ORDER =
      Comparator.comparingLong(StoredMember::seq).thenComparingInt(StoredMember::index);

  private static final byte OWNER = 'o';
  private static final byte OTHER = 'm';

  byte[] encode() {
    byte role =
        switch (member.role()) {
          case OWNER -> OWNER;
          case MEMBER -> OTHER;
        };
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + 1)
        .putLong(seq)
        .putInt(index)
        .put(role)
        .array();
  }

  static StoredMember decode(UserId user, byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    long seq = bytes.getLong();
    int index = bytes.getInt();
    MemberRole role = bytes.get() == OWNER ? MemberRole.OWNER : MemberRole.MEMBER;
    return new StoredMember(new Member(user, role), seq, index);
  }
}
