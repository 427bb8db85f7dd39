package dev.confab.message.shard;

/// The rules of the shard protocol, each of which a simulated life can be lived without.
enum Rule {
  /// Every opening takes a new term and a new owner id.
  R1_FRESH_TERM,
  /// The term is above the registry's, the checkpoint's and the log's.
  R2_TERM_ABOVE_ALL,
  /// The registry keeps every term's claim.
  R3_REGISTRY_BY_TERM,
  /// An opening shuts former owners out of the snapshots.
  R4_FENCE,
  /// The marker goes to the replies before it goes to the events.
  R4_MARK_REPLIES,
  /// An opening reads back to its own marker and gives way to an earlier one.
  R4_READ_BACK,
  /// A record counts only if its ordinal is the next.
  R5_ORDINALS,
  /// Views drop by markers in the log, never by the registry.
  R6_VIEWS_BY_LOG,
  /// A reader in the middle fixes its position before it reads the registry.
  R7_POSITION_FIRST,
  /// A reader in the middle trusts a term only once what it did not see is safe.
  R8_TRUST_WHEN_SAFE,
  /// Replies of terms that have passed don't count.
  R9_FENCE_REPLIES,
  /// The owner stops at the first failed append.
  R10_STOP_ON_FAILURE,
  /// Deciding goes on behind the last command whose record counts.
  R11_RESUME_BY_ACCEPTED,
  /// A final verdict leaves only when its command is settled in the log.
  R12_PROGRESS,
  /// A keyed write that changed nothing is in the log, too.
  R12_KEEP_UNCHANGED,
  /// The owner follows its own log and closes at a higher marker.
  R13_TAIL,
  /// Snapshots are of what the log accepted.
  R14_SNAPSHOT_OF_TAIL,
  /// Session states and checkpoint are written in one transaction.
  R14_ATOMIC,
  /// A log that begins behind the checkpoint is refused.
  R15_REFUSE_HOLES,
  /// A producer's records never overtake each other.
  R16_ORDER
}
