/// When something is due, and how late it came: the open loop. Knows time only.
@NullMarked
package dev.confab.bench.rate;

import org.jspecify.annotations.NullMarked;
