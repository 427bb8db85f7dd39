package dev.confab.bench.workload;

import java.util.List;

/// The run broke a promise: whatever it measured counts for nothing.
public final class VoidRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VoidRunException(String run, List<String> faults) {
    super(run + " broke its promises:\n  " + String.join("\n  ", faults));
  }
}
