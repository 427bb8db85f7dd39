/// Promises of `streams`.
@NullMarked
package dev.confab.streams;

import org.jspecify.annotations.NullMarked;
