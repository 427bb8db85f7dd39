/// Planted: what a shard must not know.
@NullMarked
package dev.confab.system.planted.archive;

import org.jspecify.annotations.NullMarked;
