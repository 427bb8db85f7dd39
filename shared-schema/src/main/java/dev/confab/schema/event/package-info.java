/// What has happened to a session: the values of `chat.events`, the public contract. Knows ids and
/// chat values.
@NullMarked
package dev.confab.schema.event;

import org.jspecify.annotations.NullMarked;
