@NullMarked
package dev.confab.bench.check;

import org.jspecify.annotations.NullMarked;
