package dev.confab.history.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One stop of a message.
///
/// @param hop `gateway`, a topic, or a view
/// @param offset on a topic: where it stands; of a view: the record of `chat.events` that it takes
///   next
/// @param at by the clock of the gateway or broker
/// @param by which gateway took it; under which term and as which record of it it was decided
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hop(
    String hop, State state, @Nullable Long offset, @Nullable Instant at, @Nullable String by) {
  /// Whether the message has been there.
  public enum State {
    PASSED,
    /// The view has not got that far yet.
    WAITING,
    /// The topic keeps it no longer, or never had it.
    NOT_FOUND,
    /// What would know can't be asked now.
    UNKNOWN;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Hop missing(String hop, State state) {
    return new Hop(hop, state, null, null, null);
  }

  /// A view that takes the record at `next` next.
  static Hop view(String hop, long next, @Nullable Long offset) {
    State state = offset == null ? State.UNKNOWN : next > offset ? State.PASSED : State.WAITING;
    return new Hop(hop, state, next, null, null);
  }
}
