package dev.confab.bench.machine;

import dev.confab.bench.client.Target;
import java.io.IOException;

/// A server that is measured.
public interface Server extends AutoCloseable {
  Target target();

  ProcessTree processes();

  @Override
  void close() throws IOException;
}
