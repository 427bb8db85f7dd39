/// Connections: handshake, tokens, frames in, a bounded queue out, close codes. Only the classes
/// that are named after it, and the reader of texts, know Jetty.
@NullMarked
package dev.confab.gateway.socket;

import org.jspecify.annotations.NullMarked;
