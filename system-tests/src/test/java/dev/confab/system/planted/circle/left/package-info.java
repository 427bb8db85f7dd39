/// Planted: one half of a cycle.
@NullMarked
package dev.confab.system.planted.circle.left;

import org.jspecify.annotations.NullMarked;
