/// Figures, side by side, on the console and in a file.
@NullMarked
package dev.confab.bench.report;

import org.jspecify.annotations.NullMarked;
