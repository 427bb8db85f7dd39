@NullMarked
package dev.confab.bench.rate;

import org.jspecify.annotations.NullMarked;
