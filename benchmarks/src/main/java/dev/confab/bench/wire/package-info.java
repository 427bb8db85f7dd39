/// RFC 6455 as a client speaks it, by hand, and the few fields of a frame that a driver needs,
/// found by their bytes. Knows no sockets.
@NullMarked
package dev.confab.bench.wire;

import org.jspecify.annotations.NullMarked;
