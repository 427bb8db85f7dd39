package dev.confab.gateway.socket;

import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Bytes;
import dev.confab.web.limit.Shares;
import org.jspecify.annotations.Nullable;

/// The bytes of begun texts of all sockets: a hard total, of which one user has an eighth over all
/// his sockets, and all who have not said who they are a quarter together; but always one text of
/// the largest size. Thread-safe.
final class BegunTexts {
  private static final int OF_ONE_USER = 8;
  private static final int OF_STRANGERS = 4;

  /// `null` for all who have not said who they are.
  private record Owner(@Nullable UserId user) {}

  private final Shares<Owner> shares;
  private final long largest;

  /// @param largest text, in bytes
  BegunTexts(ByteBudget all, long largest) {
    this.shares = new Shares<>(all);
    this.largest = largest;
  }

  /// What a client may take, who has said who he is or not.
  Bytes of(@Nullable UserId user) {
    long share = shares.total() / (user == null ? OF_STRANGERS : OF_ONE_USER);
    return shares.of(new Owner(user), Math.max(largest, share));
  }
}
