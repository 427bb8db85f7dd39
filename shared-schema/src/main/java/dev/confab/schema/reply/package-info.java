/// What the shard answers when no event does: the values of `chat.replies`. Knows events' nouns and
/// error codes.
@NullMarked
package dev.confab.schema.reply;

import org.jspecify.annotations.NullMarked;
