package dev.confab.bench.client;

import dev.confab.bench.wire.FrameKind;

/// What a workload wants to know of its clients. `now` is when the bytes were read.
public interface Listener {
  default void joined(Client client, boolean recovered, long now) {}

  default void left(Client client, long now) {}

  /// `write` is -1 if it was no write of this run.
  default void event(Client client, FrameKind kind, int write, long now) {}

  default void acked(Client client, int write, long seq, long now) {}

  /// An error; `write` is -1 if it answers none.
  default void refused(Client client, int write, String code) {}

  default void signal(FrameKind kind) {}

  /// Not when the driver closed it. The code is -1 if it broke without one.
  default void closed(Client client, int code, String reason) {}
}
