package dev.confab.message.shard;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import tools.jackson.core.JacksonException;

/// Whether an event may go to the log. One that can't be read back would close its shard at each
/// opening from then on, one that Kafka refuses would be decided again for ever.
final class EventForm {
  /// In bytes of JSON; Kafka's producer takes 1 MiB with the headers.
  static final int LARGEST = 1_000_000;

  private EventForm() {}

  static boolean isSound(Event event) {
    try {
      byte[] json = Json.encode(event);
      return json.length <= LARGEST
          && Json.decode(json, Event.class).sessionId().equals(event.sessionId());
    } catch (MalformedException | JacksonException e) {
      return false;
    }
  }
}
