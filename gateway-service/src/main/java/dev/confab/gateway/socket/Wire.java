package dev.confab.gateway.socket;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.error.CloseCode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way to one client. Nothing here blocks.
public interface Wire {
  /// Writes the frames in one go; `written` is called once, with what went wrong or `null`, maybe
  /// before this returns. One call at a time.
  void write(List<Frame> frames, Consumer<@Nullable Throwable> written);

  void ping();

  /// Sends the close code behind what was written.
  void close(CloseCode code);

  /// Cuts the connection without a word.
  void abort();
}
