/// Kafka as the gateway sees it: commands go out, and of each shard that matters here the tail of
/// events, replies and signals comes in. Knows the log rules; nothing of sockets or REST.
@NullMarked
package dev.confab.gateway.log;

import org.jspecify.annotations.NullMarked;
