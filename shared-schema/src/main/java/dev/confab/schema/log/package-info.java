/// Which records of a partition count: terms, ordinals, the filters that every reader applies.
/// Knows Kafka's headers, no rules of chat.
@NullMarked
package dev.confab.schema.log;

import org.jspecify.annotations.NullMarked;
