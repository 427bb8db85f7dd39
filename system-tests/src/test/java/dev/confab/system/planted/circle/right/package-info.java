/// Planted: the other half of the cycle.
@NullMarked
package dev.confab.system.planted.circle.right;

import org.jspecify.annotations.NullMarked;
