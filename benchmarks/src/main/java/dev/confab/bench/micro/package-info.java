/// Microbenchmarks of single paths; JMH runs them.
@NullMarked
package dev.confab.bench.micro;

import org.jspecify.annotations.NullMarked;
