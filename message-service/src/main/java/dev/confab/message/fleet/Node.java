package dev.confab.message.fleet;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A message-service as the others know it by its last beat.
///
/// @param lastBeat its offset
/// @param seenAt how many beats of the reader itself stand before it
record Node(
    String id,
    @Nullable String address,
    Set<Integer> holds,
    boolean leaving,
    long lastBeat,
    long seenAt) {}
