/// What passes and is not kept: the values of `chat.signals`. Knows only the ids.
@NullMarked
package dev.confab.schema.signal;

import org.jspecify.annotations.NullMarked;
