/// Planted: a controller that writes to Kafka.
@NullMarked
package dev.confab.system.planted.rest;

import org.jspecify.annotations.NullMarked;
