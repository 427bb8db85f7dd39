package dev.confab.message.fleet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What message-services tell each other on `chat.services`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Word.Beat.class, name = "beat"),
  @JsonSubTypes.Type(value = Word.Gone.class, name = "gone")
})
public sealed interface Word {
  /// Whom it speaks of: a UUID, another for each process and each time that it comes back.
  String node();

  /// A node lives.
  ///
  /// @param beat counts those that came when they were due; one in between tells only what is new
  /// @param address host and port where a connection ends as soon as the process does; `null` if
  ///   there is none
  /// @param holds the shards that are open there, being opened, or being closed
  /// @param leaving whether it wants no shard any more
  record Beat(String node, long beat, @Nullable String address, Set<Integer> holds, boolean leaving)
      implements Word {}

  /// Another node missed its beats.
  ///
  /// @param lastBeat the offset of the last one that was seen; a later one makes this void
  /// @param by who missed it
  record Gone(String node, long lastBeat, String by) implements Word {}
}
