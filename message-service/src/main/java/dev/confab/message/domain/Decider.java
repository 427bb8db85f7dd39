package dev.confab.message.domain;

import static dev.confab.schema.error.ErrorCode.FORBIDDEN;
import static dev.confab.schema.error.ErrorCode.IDEMPOTENCY_CONFLICT;
import static dev.confab.schema.error.ErrorCode.INVALID;
import static dev.confab.schema.error.ErrorCode.SESSION_NOT_FOUND;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Rejected;
import dev.confab.message.domain.Decision.Repeated;
import dev.confab.message.domain.Decision.Unchanged;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.command.Command.Write;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what a command does to a session. Pure: the same state, command, archive's answer and
/// usage give the same decision.
public final class Decider {
  private final Limits limits;
  private final Quota quota;
  private final MessageDecider messages = new MessageDecider();

  /// @param quota of one user in one shard
  public Decider(Limits limits, Quota quota) {
    this.limits = limits;
    this.quota = quota;
  }

  /// What the archive must be asked before {@link #decide}; `null` where the state knows enough.
  public @Nullable ArchiveQuestion question(@Nullable SessionState state, Write command) {
    if (state == null || state.deleted() || !maySee(state, command.actor())) {
      return null;
    }
    Remembered earlier = earlier(state, command);
    return switch (command) {
      // Of repeats, only that of an edit tells of its message.
      case Command.EditMessage edit when earlier == null || isSame(earlier, edit) ->
          messages.question(state, edit.messageId());
      case Command.DeleteMessage delete when earlier == null ->
          messages.question(state, delete.messageId());
      case Command.EditMessage c -> null;
      case Command.DeleteMessage c -> null;
      case Command.CreateSession c -> null;
      case Command.UpdateSession c -> null;
      case Command.DeleteSession c -> null;
      case Command.AddMember c -> null;
      case Command.RemoveMember c -> null;
      case Command.SendMessage c -> null;
      case Command.ClearMessages c -> null;
    };
  }

  /// `state` is `null` where there is no such session; `lookup` answers the {@link #question}, if
  /// there was one.
  public Decision decide(
      @Nullable SessionState state, Write command, @Nullable Lookup lookup, Usage usage) {
    return quota.check(decide(state, command, lookup), state, command, usage);
  }

  private Decision decide(@Nullable SessionState state, Write command, @Nullable Lookup lookup) {
    List<Violation> violations = limits.violations(command);
    if (!violations.isEmpty()) {
      return new Rejected(INVALID, describe(violations));
    }
    if (state == null) {
      return command instanceof Command.CreateSession create
          ? create(create)
          : reject(SESSION_NOT_FOUND);
    }
    Remembered earlier = earlier(state, command);
    if (earlier != null) {
      return isSame(earlier, command)
          ? again(state, command, earlier, lookup)
          : reject(IDEMPOTENCY_CONFLICT);
    }
    if (command instanceof Command.CreateSession) {
      return createAgain(state, command.actor());
    }
    if (state.deleted() || !maySee(state, command.actor())) {
      return reject(SESSION_NOT_FOUND);
    }
    return decideVisible(state, command, lookup);
  }

  /// The write of the same sender that had the same key, if it is remembered.
  private static @Nullable Remembered earlier(SessionState state, Write command) {
    return command.isKeyed()
        ? state.window(command.actor().userId()).find(command.commandId())
        : null;
  }

  private static boolean isSame(Remembered earlier, Write command) {
    return earlier.bodyHash().equals(BodyHash.of(command));
  }

  /// Whether the caller may know that the session is there.
  public static boolean maySee(SessionState state, Caller caller) {
    return !state.deleted() && (caller.isService() || state.hasMember(caller.userId()));
  }

  private Decision decideVisible(SessionState state, Write command, @Nullable Lookup lookup) {
    return switch (command) {
      case Command.CreateSession c -> throw new IllegalStateException("decided before");
      case Command.SendMessage send -> messages.send(state, send);
      case Command.EditMessage edit -> messages.edit(state, edit, lookup);
      case Command.DeleteMessage delete -> messages.delete(state, delete, lookup);
      case Command.RemoveMember remove -> remove(state, remove);
      case Command.UpdateSession c when !mayManage(state, c) -> reject(FORBIDDEN);
      case Command.DeleteSession c when !mayManage(state, c) -> reject(FORBIDDEN);
      case Command.AddMember c when !mayManage(state, c) -> reject(FORBIDDEN);
      case Command.ClearMessages c when !mayManage(state, c) -> reject(FORBIDDEN);
      case Command.UpdateSession update -> update(state, update);
      case Command.AddMember add -> add(state, add);
      case Command.DeleteSession c ->
          new Accepted(
              new Event.SessionDeleted(
                  c.sessionId(), next(state), c.at(), actor(c), c.commandId()));
      case Command.ClearMessages c when state.messageCount() == 0 -> new Unchanged();
      case Command.ClearMessages c ->
          new Accepted(
              new Event.SessionCleared(
                  c.sessionId(), next(state), c.at(), actor(c), c.commandId(), state.lastSeq()));
    };
  }

  private Decision again(
      SessionState state, Write command, Remembered earlier, @Nullable Lookup lookup) {
    return command instanceof Command.EditMessage edit && maySee(state, edit.actor())
        ? messages.editAgain(state, edit, earlier, lookup)
        : new Repeated(earlier.seq(), earlier.at());
  }

  private Decision create(Command.CreateSession c) {
    UserId owner = c.actor().userId();
    Set<UserId> others = new LinkedHashSet<>(c.members() == null ? List.of() : c.members());
    others.remove(owner);
    if (others.size() + 1 > limits.members()) {
      return new Rejected(INVALID, "members: at most " + limits.members() + " members");
    }
    List<Member> members = new ArrayList<>();
    members.add(new Member(owner, MemberRole.OWNER));
    others.forEach(user -> members.add(new Member(user, MemberRole.MEMBER)));
    Metadata metadata = c.metadata() == null ? SessionState.NO_METADATA : c.metadata();
    Session session =
        new Session(
            c.sessionId(), titleOf(c.title()), owner, members, metadata, c.at(), c.at(), 1, 0);
    return new Accepted(
        new Event.SessionCreated(c.sessionId(), 1, c.at(), actor(c), c.commandId(), session));
  }

  /// The window has forgotten the first one, with the session if that was deleted; or somebody
  /// else's session has that id.
  private static Decision createAgain(SessionState state, Caller caller) {
    return state.ownerId().equals(caller.userId())
        ? new Repeated(1, state.createdAt())
        : reject(IDEMPOTENCY_CONFLICT);
  }

  private static Decision update(SessionState state, Command.UpdateSession c) {
    String title = c.title() == null ? state.title() : titleOf(c.title());
    Metadata metadata = c.metadata() == null ? state.metadata() : c.metadata();
    if (Objects.equals(title, state.title()) && metadata.equals(state.metadata())) {
      return new Unchanged();
    }
    Session after =
        new Session(
            state.id(),
            title,
            state.ownerId(),
            state.memberList(),
            metadata,
            state.createdAt(),
            c.at(),
            next(state),
            state.messageCount());
    return new Accepted(
        new Event.SessionUpdated(
            c.sessionId(),
            next(state),
            c.at(),
            actor(c),
            c.commandId(),
            after.brief(c.actor().userId())));
  }

  /// An empty title is none.
  private static @Nullable String titleOf(@Nullable String given) {
    return given == null || given.isEmpty() ? null : given;
  }

  private Decision add(SessionState state, Command.AddMember c) {
    if (state.hasMember(c.userId())) {
      return new Unchanged();
    }
    if (state.memberList().size() >= limits.members()) {
      return new Rejected(INVALID, "members: at most " + limits.members() + " members");
    }
    return new Accepted(
        new Event.MemberAdded(
            c.sessionId(),
            next(state),
            c.at(),
            actor(c),
            c.commandId(),
            new Member(c.userId(), MemberRole.MEMBER)));
  }

  private static Decision remove(SessionState state, Command.RemoveMember c) {
    boolean himself = c.userId().equals(c.actor().userId());
    if (!himself && !mayManage(state, c)) {
      return reject(FORBIDDEN);
    }
    Member member = state.members().get(c.userId());
    if (member == null) {
      return new Unchanged();
    }
    if (member.role() == MemberRole.OWNER) {
      return new Rejected(FORBIDDEN, "The owner can't leave: delete the session instead.");
    }
    return new Accepted(
        new Event.MemberRemoved(
            c.sessionId(), next(state), c.at(), actor(c), c.commandId(), member));
  }

  private static boolean mayManage(SessionState state, Write command) {
    return command.actor().isService() || state.isOwner(command.actor().userId());
  }

  static long next(SessionState state) {
    return state.lastSeq() + 1;
  }

  static Actor actor(Command command) {
    return new Actor(command.actor().userId());
  }

  static Decision reject(ErrorCode code) {
    return new Rejected(code, code.sentence());
  }

  private static String describe(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.field() + ": " + violation.message())
        .collect(Collectors.joining("; "));
  }
}
