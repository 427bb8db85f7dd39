package dev.confab.system.fuzz;

import java.io.IOException;

/// Makes one kind of input and knows what may come of it. One thread.
interface Fuzzer extends AutoCloseable {
  String name();

  /// Tries one case. Throws {@link Violation}; an `IOException` is one, too.
  void tryCase(Dice dice, Attempt attempt) throws IOException;

  @Override
  void close() throws IOException;
}
