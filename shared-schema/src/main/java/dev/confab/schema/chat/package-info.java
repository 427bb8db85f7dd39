/// What a conversation is made of: sessions, members, messages. Plain values; knows only the ids.
@NullMarked
package dev.confab.schema.chat;

import org.jspecify.annotations.NullMarked;
