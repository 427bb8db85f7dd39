/// A client of the product, as a stranger would write it from the contract: sockets and REST by the
/// JDK's own HTTP client, and everything that was received kept.
@NullMarked
package dev.confab.system.client;

import org.jspecify.annotations.NullMarked;
