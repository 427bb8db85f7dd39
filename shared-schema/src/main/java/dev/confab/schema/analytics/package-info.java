/// What analytics-service writes: rows of the topics `chat.analytics.*`, each the newest value of
/// its key. Knows ids and the codec.
@NullMarked
package dev.confab.schema.analytics;

import org.jspecify.annotations.NullMarked;
