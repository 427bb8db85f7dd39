@NullMarked
package dev.confab.message.shard;

import org.jspecify.annotations.NullMarked;
