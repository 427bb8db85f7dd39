/// What clients send, on sockets and in REST alike: read, checked, and made into commands. Knows
/// neither entrance.
@NullMarked
package dev.confab.gateway.input;

import org.jspecify.annotations.NullMarked;
