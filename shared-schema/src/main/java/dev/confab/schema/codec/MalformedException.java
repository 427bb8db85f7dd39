package dev.confab.schema.codec;

import org.jspecify.annotations.Nullable;

/// Bytes that are not what they should be: an input's fault, never the infrastructure's. Its
/// message says what is wrong and never quotes the input.
public final class MalformedException extends Exception {
  public MalformedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static MalformedException of(Class<?> type, RuntimeException cause) {
    return new MalformedException(
        "not a " + type.getSimpleName() + ": " + cause.getClass().getSimpleName(), cause);
  }
}
