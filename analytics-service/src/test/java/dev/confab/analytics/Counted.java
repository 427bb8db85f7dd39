package dev.confab.analytics;

import dev.confab.schema.event.Event;
import java.time.Instant;

/// An event that counts, and the broker's time on it.
public record Counted(Event event, Instant appended) {}
