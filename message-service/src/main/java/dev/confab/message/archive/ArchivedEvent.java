package dev.confab.message.archive;

import dev.confab.schema.event.Event;

/// An event that counts, with the JSON that it was read from.
record ArchivedEvent(Event event, String body) {}
