package dev.confab.gateway.history;

import dev.confab.gateway.frame.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A page of a session's events as history answers it: the events with seqs `first`, `first + 1`
/// and so on, each byte for byte as it stands in the page.
record EventPage(List<Frame> events, String epoch) {
  private static final JsonFactory JSON = new JsonFactory();

  /// `null` if it is no such page, or if the seqs do not follow one another from `first` on.
  static @Nullable EventPage read(byte[] json, long first) {
    List<Frame> events = new ArrayList<>();
    String epoch = null;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("items") && value == JsonToken.START_ARRAY) {
          if (!readEvents(parser, json, first, events)) {
            return null;
          }
        } else if (name.equals("epoch")) {
          epoch = parser.getString();
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return null;
    }
    return epoch == null ? null : new EventPage(events, epoch);
  }

  private static boolean readEvents(
      JsonParser parser, byte[] json, long first, List<Frame> events) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      if (seq(parser) != first + events.size()) {
        return false;
      }
      int end = (int) parser.currentLocation().getByteOffset();
      events.add(Frame.of(Arrays.copyOfRange(json, start, end)));
    }
    return parser.currentToken() == JsonToken.END_ARRAY;
  }

  /// The event's seq, with the parser at the event's end.
  private static long seq(JsonParser parser) {
    long seq = -1;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("seq") && value == JsonToken.VALUE_NUMBER_INT) {
        seq = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    return seq;
  }
}
