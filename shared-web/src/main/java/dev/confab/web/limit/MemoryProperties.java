package dev.confab.web.limit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// The hard totals of the kinds of bytes that callers can make a process hold. What is not set is a
/// share of the largest heap: see {@link Memory.Kind}.
///
/// @param partialMessages begun messages of sockets
/// @param bodies of REST requests, until they are read and parsed
/// @param queues what sockets have not sent yet, and what is kept for those who join
/// @param rings the newest events of sessions
/// @param pages of reads, until they are on their way
/// @param answers what clients have yet to take of their answers
/// @param resumes what is read from history for those who come back
@ConfigurationProperties("confab.memory")
public record MemoryProperties(
    @Nullable DataSize partialMessages,
    @Nullable DataSize bodies,
    @Nullable DataSize queues,
    @Nullable DataSize rings,
    @Nullable DataSize pages,
    @Nullable DataSize answers,
    @Nullable DataSize resumes) {

  @Nullable DataSize of(Memory.Kind kind) {
    return switch (kind) {
      case PARTIAL_MESSAGES -> partialMessages;
      case BODIES -> bodies;
      case QUEUES -> queues;
      case RINGS -> rings;
      case PAGES -> pages;
      case ANSWERS -> answers;
      case RESUMES -> resumes;
    };
  }
}
