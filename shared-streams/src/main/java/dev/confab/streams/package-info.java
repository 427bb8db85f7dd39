/// What every view of `chat.events` by Kafka Streams stands on: the filter with its position, what
/// it asks the brokers, and the memory of its stores. Knows nothing of what a view holds.
@NullMarked
package dev.confab.streams;

import org.jspecify.annotations.NullMarked;
