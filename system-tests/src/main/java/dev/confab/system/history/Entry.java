package dev.confab.system.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened, as one party saw it. `op` is one attempt of a write; attempts with the same
/// session, user and client id are repeats of one write.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Invoked.class, name = "invoke"),
  @JsonSubTypes.Type(value = Entry.Acked.class, name = "ok"),
  @JsonSubTypes.Type(value = Entry.Refused.class, name = "failed"),
  @JsonSubTypes.Type(value = Entry.Unanswered.class, name = "unknown"),
  @JsonSubTypes.Type(value = Entry.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = Entry.Received.class, name = "recv"),
  @JsonSubTypes.Type(value = Entry.Closed.class, name = "closed"),
  @JsonSubTypes.Type(value = Entry.Page.class, name = "page"),
  @JsonSubTypes.Type(value = Entry.Tailed.class, name = "topic"),
  @JsonSubTypes.Type(value = Entry.Archived.class, name = "archive"),
  @JsonSubTypes.Type(value = Entry.Fault.class, name = "fault"),
  @JsonSubTypes.Type(value = Entry.Quiet.class, name = "quiet")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Entry {
  /// Recorded before the first byte leaves.
  ///
  /// @param clientId `null` if the write has no key
  /// @param body digest of the content, or of the message or user that it is about
  /// @param gateway whom it was asked
  /// @param way `socket` or `rest`
  record Invoked(
      long op,
      WriteKind kind,
      String session,
      String user,
      @Nullable String clientId,
      String body,
      String gateway,
      String way)
      implements Entry {}

  /// @param seq 0 where the answer doesn't tell
  record Acked(long op, long seq) implements Entry {}

  record Refused(long op, String code) implements Entry {
    /// Whether the write may have happened, or may happen yet.
    boolean isOpen() {
      return code.equals("unavailable");
    }
  }

  /// No answer came: the time was over, or the socket died.
  record Unanswered(long op, String why) implements Entry {}

  /// @param seq from which on the connection gets everything
  /// @param after the position that the client gave
  /// @param invoked when it asked
  record Joined(
      String connection,
      String user,
      String session,
      String epoch,
      long seq,
      @Nullable Position after,
      boolean recovered,
      long invoked)
      implements Entry {
    /// The seq before the first that has to come.
    long from() {
      return recovered && after != null ? after.seq() : seq;
    }
  }

  /// @param digest of the whole frame
  record Received(
      String connection, String session, long seq, String type, String commandId, String digest)
      implements Entry {}

  /// @param code -1 if it broke without
  record Closed(String connection, int code) implements Entry {}

  /// What a read by REST showed.
  ///
  /// @param of `events` or `messages`
  /// @param after where it began; -1: nowhere, the newest
  /// @param minSeq what the view had to hold
  /// @param limit how many items at most; 0: all pages up to the end, put together
  record Page(
      String of, String session, String user, long after, long minSeq, int limit, List<Item> items)
      implements Entry {
    public static final String EVENTS = "events";
    public static final String MESSAGES = "messages";
  }

  /// A record with a key on `chat.events`.
  ///
  /// @param filtered by the tail that applies the log filter, else by the one that keeps all
  /// @param lost how many logs there were before this one: a later one may repeat what counted
  record Tailed(boolean filtered, int lost, int partition, long offset, LogEvent event)
      implements Entry {}

  /// A row of the table `events` (digest of its body) or `messages` (digest of its content).
  record Archived(String table, String session, Item item) implements Entry {}

  record Fault(String name, String target, boolean begins) implements Entry {}

  /// Nothing is sent any more, and every view had the time to catch up.
  record Quiet() implements Entry {}
}
