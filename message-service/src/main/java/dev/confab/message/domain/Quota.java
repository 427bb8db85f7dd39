package dev.confab.message.domain;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Rejected;
import dev.confab.schema.command.Command.Write;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import org.jspecify.annotations.Nullable;

/// How many sessions a user may own, and how many members these may have together. A caller with
/// `chat:service` is not held to it.
///
/// @param members each session's owner counts, too
public record Quota(int sessions, int members) {
  public static final Quota NONE = new Quota(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /// What one of `partitions` shards allows, as it knows nothing of the others: twice its part,
  /// rounded up, since sessions are not spread evenly. So a user has less than twice the quota and
  /// one more for each shard; whom few shards serve is refused earlier, at the least with this.
  public Quota share(int partitions) {
    return new Quota(share(sessions, partitions), share(members, partitions));
  }

  private static int share(int whole, int partitions) {
    return (int) Math.min(whole, Math.ceilDiv(2L * whole, partitions));
  }

  /// Refuses what would make the owner have too much.
  Decision check(Decision decision, @Nullable SessionState state, Write command, Usage usage) {
    return decision instanceof Accepted(Event event)
            && !command.actor().isService()
            && exceeds(event, state, usage)
        ? new Rejected(ErrorCode.QUOTA_EXCEEDED, ErrorCode.QUOTA_EXCEEDED.sentence())
        : decision;
  }

  private boolean exceeds(Event event, @Nullable SessionState state, Usage usage) {
    return switch (event) {
      case Event.SessionCreated e -> {
        UserId owner = e.session().ownerId();
        yield usage.sessions(owner) >= sessions
            || usage.members(owner) + (long) e.session().members().size() > members;
      }
      case Event.MemberAdded e -> state != null && usage.members(state.ownerId()) >= members;
      case Event.SessionUpdated e -> false;
      case Event.SessionDeleted e -> false;
      case Event.MemberRemoved e -> false;
      case Event.MessageCreated e -> false;
      case Event.MessageUpdated e -> false;
      case Event.MessageDeleted e -> false;
      case Event.SessionCleared e -> false;
    };
  }
}
