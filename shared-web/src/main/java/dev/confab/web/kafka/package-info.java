/// How a service reaches Kafka, and the check that the topics there are the ones that it can run
/// on. Knows no chat.
@NullMarked
package dev.confab.web.kafka;

import org.jspecify.annotations.NullMarked;
