/// A user's or a bot's line to Confab: {@link Confab} keeps a socket up, and each {@link
/// ChatSession} keeps its part of the log without a hole or a double. Knows the schema and the JDK.
@NullMarked
package dev.confab.client;

import org.jspecify.annotations.NullMarked;
