/// What hostile callers do, from one account or from few addresses, at bounded rates: blocking
/// sockets on virtual threads, so that it stays short. Knows the wire; measures nothing.
@NullMarked
package dev.confab.bench.attack;

import org.jspecify.annotations.NullMarked;
