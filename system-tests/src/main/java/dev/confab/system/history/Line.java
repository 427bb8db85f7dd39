package dev.confab.system.history;

import java.time.Instant;

/// One line of a history: who saw what, when. Lines are in the order of `at`.
///
/// @param at nanoseconds since the run began, by a clock that never leaps
/// @param wall the same by the wall clock, for a look into logs
/// @param client who recorded it
public record Line(long at, Instant wall, String client, Entry entry) {}
