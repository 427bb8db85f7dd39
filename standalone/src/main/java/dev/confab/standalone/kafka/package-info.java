/// A real Kafka broker inside this process, for a machine that has none. The one place that knows
/// Kafka's server classes; knows no chat and no Spring.
@NullMarked
package dev.confab.standalone.kafka;

import org.jspecify.annotations.NullMarked;
