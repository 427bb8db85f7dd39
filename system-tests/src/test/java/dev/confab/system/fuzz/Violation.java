package dev.confab.system.fuzz;

/// The server broke a promise. The input stands in the {@link Finding}.
final class Violation extends RuntimeException {
  Violation(String promise) {
    super(promise);
  }

  Violation(String promise, Throwable cause) {
    super(promise, cause);
  }
}
