/// The shard protocol as a TLA+ model in `docs/spec`, checked by TLC with small bounds: it holds as
/// it is, and fails without any one of its rules. Knows nothing of the product's code.
@NullMarked
package dev.confab.system.spec;

import org.jspecify.annotations.NullMarked;
