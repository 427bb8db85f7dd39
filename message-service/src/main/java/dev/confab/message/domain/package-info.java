/// The rules of chat: what a command may do to a session, and what an event makes of it. Pure: no
/// clock, no chance, no Kafka, no database; what must be known from outside comes with the call.
@NullMarked
package dev.confab.message.domain;

import org.jspecify.annotations.NullMarked;
