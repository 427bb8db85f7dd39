package dev.confab.gateway.socket;

import java.util.function.LongSupplier;

/// The bounds that hold for every socket. `nanos` is the clock that the durations are measured by.
record SocketRules(
    long queueBytes,
    long firstFrameNanos,
    long pingNanos,
    long silenceNanos,
    long closingNanos,
    LongSupplier nanos) {}
