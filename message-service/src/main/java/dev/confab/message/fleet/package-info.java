/// Which message-services there are, and which of them owns which shard: all of them read it from
/// one topic, so all come to the same answer. A wrong answer costs time and nothing else, since
/// whose records count is said by the terms in the log.
@NullMarked
package dev.confab.message.fleet;

import org.jspecify.annotations.NullMarked;
