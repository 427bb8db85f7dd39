package dev.confab.history.timeline;

/// What became of an accepted event in the view.
enum Outcome {
  APPLIED,
  /// The view had it already.
  KNOWN,
  /// The session's earlier events were never seen; only its last seq is kept.
  PARTIAL,
  /// An event of this session is missing although no record is known to be: a fault somewhere. The
  /// session is partial from here.
  HOLE
}
