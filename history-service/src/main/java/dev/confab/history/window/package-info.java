/// What reads are made of: entries, what is known of a session, and the window on its newest part.
/// Plain values and interfaces; knows neither Kafka nor PostgreSQL.
@NullMarked
package dev.confab.history.window;

import org.jspecify.annotations.NullMarked;
