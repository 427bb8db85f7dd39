/// Planted: names that say nothing.
@NullMarked
package dev.confab.system.planted.naming;

import org.jspecify.annotations.NullMarked;
