/// A token issuer for development: whoever can reach the loopback interface gets a token for any
/// user. It never runs anywhere else. Knows keys and HTTP; nothing of sessions.
@NullMarked
package dev.confab.standalone.token;

import org.jspecify.annotations.NullMarked;
