package dev.confab.message.fleet;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says which shards this process owns. Thread-safe.
public interface Ownership extends AutoCloseable {
  /// `changed` is called on another thread whenever there is a new answer.
  void start(Runnable changed);

  /// The newest answer.
  Roll roll();

  /// What the host of the shards has open, is opening or closing. It calls this several times a
  /// second: a host that hangs loses its shards to the others.
  void holds(Set<Integer> shards);

  /// From now on it wants none; those that it holds are its own until it has let go of them.
  void leave();

  /// What keeps it from knowing, `null` if nothing does.
  @Nullable String trouble();

  @Override
  void close();
}
