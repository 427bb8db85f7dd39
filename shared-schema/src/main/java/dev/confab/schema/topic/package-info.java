/// The topics as typed values, and how they are created and checked. Knows Kafka's admin client.
@NullMarked
package dev.confab.schema.topic;

import org.jspecify.annotations.NullMarked;
