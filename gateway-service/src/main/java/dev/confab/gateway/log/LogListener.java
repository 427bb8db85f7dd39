package dev.confab.gateway.log;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.signal.Signal;

/// Who is told what the log says. Called by the one reader thread, in the log's order: it must not
/// block.
public interface LogListener {
  void event(SessionEvent event);

  void signal(Signal signal, Frame frame);

  /// A new opening of the shard began: it knows nothing of who is joined.
  void opened(int shard);

  /// Part of the shard's tail was missed: nothing that was going on there can continue.
  void lost(int shard);
}
