/// The product under test as a process of its own, and its Kafka and PostgreSQL as anybody on this
/// machine can read them.
@NullMarked
package dev.confab.system.running;

import org.jspecify.annotations.NullMarked;
