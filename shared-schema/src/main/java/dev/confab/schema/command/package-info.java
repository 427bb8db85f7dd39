/// What can be asked of a session: the values of `chat.commands`. Knows ids and chat values.
@NullMarked
package dev.confab.schema.command;

import org.jspecify.annotations.NullMarked;
