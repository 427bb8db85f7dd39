/// One partition's life: opened under a new term, deciding commands strictly in order, tailing its
/// own log, snapshotted, closed at the first doubt. Knows the domain; Kafka only through {@link
/// dev.confab.message.shard.ShardLog}.
@NullMarked
package dev.confab.message.shard;

import org.jspecify.annotations.NullMarked;
