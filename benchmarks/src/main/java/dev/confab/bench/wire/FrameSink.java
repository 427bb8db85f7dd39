package dev.confab.bench.wire;

/// Takes frames as they are read. The bytes are good only during the call.
public interface FrameSink {
  void frame(int opcode, byte[] bytes, int from, int to);
}
