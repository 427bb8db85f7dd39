package dev.confab.message.shard;

/// What keeps the glue around the log sound, each of which an installation can live without in a
/// simulation.
enum GlueRule {
  /// What a shard asks for counts only as long as it is its host's present one.
  REQUEST_BELONGS_TO_SHARE,
  /// A command that was decided is not decided again, wherever its reader went back to.
  OFFSETS_ONCE,
  /// Whatever ended an opening, it is tried again.
  TRY_AGAIN,
  /// The owner hears of a claim above its own and opens again if nothing comes of it.
  WATCH_CLAIMS
}
