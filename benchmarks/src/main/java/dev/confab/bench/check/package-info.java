/// Whether the traffic of a run kept the promises of order and completeness. Knows numbers and
/// hashes only.
@NullMarked
package dev.confab.bench.check;

import org.jspecify.annotations.NullMarked;
