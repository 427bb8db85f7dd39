package dev.confab.schema.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one write of one sender in one session: the client's own key, or one that a gateway made.
///
/// The messages of a batch that has the key `k` are `k#0`, `k#1` and so on; `#` is in no client's
/// key.
public record CommandId(@JsonValue String value) {
  public CommandId {
    int hash = value.indexOf('#');
    Id.require("command id", hash < 0 ? value : value.substring(0, hash));
    if (hash >= 0 && !isPlace(value, hash + 1)) {
      throw new IllegalArgumentException("command id does not end in #<place in the batch>");
    }
  }

  @JsonCreator
  public static CommandId of(String value) {
    return new CommandId(value);
  }

  /// The id of the message at `place`, counted from 0, of the batch that has this key.
  public CommandId at(int place) {
    return new CommandId(value + "#" + place);
  }

  private static boolean isPlace(String text, int from) {
    int digits = text.length() - from;
    return digits >= 1
        && digits <= 3
        && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return value;
  }
}
