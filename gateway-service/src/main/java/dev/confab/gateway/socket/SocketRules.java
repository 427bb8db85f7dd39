package dev.confab.gateway.socket;

import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.UserBudget;
import java.util.function.LongSupplier;

/// The bounds that hold for every socket.
///
/// @param queueBytes unsent bytes of one socket
/// @param queues those of all together
/// @param users whose answers' bytes count
/// @param firstFrameNanos within which a client must have said who it is, and a text that it began
///   must end
/// @param nanos the clock that the durations are measured by
record SocketRules(
    long queueBytes,
    ByteBudget queues,
    UserBudget users,
    long firstFrameNanos,
    long pingNanos,
    long silenceNanos,
    long closingNanos,
    LongSupplier nanos) {}
