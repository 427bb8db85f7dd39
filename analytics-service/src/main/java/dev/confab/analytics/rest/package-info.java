/// Analytics by REST: for trusted back ends, from the view. Knows the view, nothing of Kafka.
@NullMarked
package dev.confab.analytics.rest;

import org.jspecify.annotations.NullMarked;
