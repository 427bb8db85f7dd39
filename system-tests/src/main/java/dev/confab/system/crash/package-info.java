/// Ends a message-service at a chosen step of its shards' life, where no kill from outside could be
/// timed to hit. Loaded into it as an agent; knows nothing of load or checks.
@NullMarked
package dev.confab.system.crash;

import org.jspecify.annotations.NullMarked;
