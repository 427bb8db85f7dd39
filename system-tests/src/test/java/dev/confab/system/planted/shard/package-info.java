/// Planted: a shard that reaches around its log.
@NullMarked
package dev.confab.system.planted.shard;

import org.jspecify.annotations.NullMarked;
