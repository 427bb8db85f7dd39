package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.reply.Reply;
import java.util.List;

/// What happened in a life, and whether everybody believed that.
record Outcome(World world, Truth truth, List<MiddleReader> readers) {
  /// Throws if anything else was believed.
  ///
  /// @param fickleArchive whether the archive answered as it liked: then nothing else can tell what
  ///   had to be decided
  void check(Truth view, Owner survivor, boolean fickleArchive) {
    Model.checkOrder(truth);
    assertThat(view.offsets()).as("a view and the log").isEqualTo(truth.offsets());
    if (survivor.shard != null) {
      assertThat(Truth.describe(survivor.shard.view.sessions()))
          .as("the owner's state")
          .isEqualTo(truth.fold());
    }
    if (!fickleArchive) {
      assertThat(Model.seen(truth)).as("what the model decides").isEqualTo(Model.decided(world));
    }
    readers.forEach(this::checkReader);
    readers.forEach(this::checkStreams);
  }

  private void checkReader(MiddleReader reader) {
    assertThat(truth.offsets())
        .as("what a reader in the middle believed")
        .containsAll(reader.acked.stream().map(Entry::offset).toList());
    reader.believed.forEach((origin, reply) -> {
      long command = Long.parseLong(origin.substring(origin.indexOf('/') + 1));
      switch (reply) {
        case Reply.Rejected rejected when !rejected.code().retryable() ->
            assertThat(truth.tookPlace(command)).as("rejected, then accepted").isFalse();
        case Reply.Rejected retryable -> {}
        case Reply.Unchanged unchanged ->
            assertThat(truth.tookPlace(command)).as("unchanged, then accepted").isFalse();
        case Reply.Repeated repeated ->
            assertThat(truth.hasEvent(repeated.sessionId(), repeated.seq()))
                .as("a repeat of what did not happen")
                .isTrue();
        case Reply.Joined joined ->
            assertThat(truth.hasEvent(joined.sessionId(), joined.seq()))
                .as("a join at a position that is not there")
                .isTrue();
        case Reply.Info info -> {}
      }
    });
  }

  private void checkStreams(MiddleReader reader) {
    for (MiddleReader.Stream stream : reader.streams) {
      for (int i = 0; i < stream.seqs().size(); i++) {
        assertThat(stream.seqs().get(i))
            .as("a joined connection's stream")
            .isEqualTo(stream.after() + 1 + i);
      }
    }
  }
}
