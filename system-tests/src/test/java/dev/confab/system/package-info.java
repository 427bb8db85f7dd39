/// The promises of the whole, checked from outside: over sockets, REST, Kafka and PostgreSQL of a
/// running product. Nothing here reaches into a service.
@NullMarked
package dev.confab.system;

import org.jspecify.annotations.NullMarked;
