/// The message-service as a whole: its beans and its start. What it does is in `domain`, `shard`
/// and `archive`.
@NullMarked
package dev.confab.message;

import org.jspecify.annotations.NullMarked;
