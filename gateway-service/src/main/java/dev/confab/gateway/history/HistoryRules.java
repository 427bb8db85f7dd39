package dev.confab.gateway.history;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Where history is, and how much may be asked of it.
///
/// @param instances any of which answers
/// @param events the longest stretch that is read
/// @param bytes the same in bytes
/// @param readers stretches that are read at the same time; others wait
/// @param timeout of one page
/// @param patience for a stretch, from the time it is asked for
public record HistoryRules(
    Supplier<List<URI>> instances,
    long events,
    long bytes,
    int readers,
    Duration timeout,
    Duration patience) {}
