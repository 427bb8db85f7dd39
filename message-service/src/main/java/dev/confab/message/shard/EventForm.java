package dev.confab.message.shard;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import tools.jackson.core.JacksonException;

/// An event as it goes to the log, or why it may not: one that can't be read back would close its
/// shard at each opening from then on, one that Kafka refuses would be decided again for ever.
sealed interface EventForm {
  /// In bytes of JSON; Kafka's producer takes 1 MiB with the headers.
  int LARGEST = 1_000_000;

  /// @param json the record's value
  record Sound(Event event, byte[] json) implements EventForm {}

  /// @param reason without anything of the content
  record Unsound(String reason) implements EventForm {}

  static EventForm of(Event event) {
    try {
      byte[] json = Json.encode(event);
      if (json.length > LARGEST) {
        return new Unsound("its JSON has " + json.length + " bytes");
      }
      Json.decode(json, Event.class);
      return new Sound(event, json);
    } catch (MalformedException e) {
      return new Unsound("its JSON can't be read back: " + e.getMessage());
    } catch (JacksonException e) {
      return new Unsound("it has no JSON: " + e.getClass().getSimpleName());
    }
  }
}
