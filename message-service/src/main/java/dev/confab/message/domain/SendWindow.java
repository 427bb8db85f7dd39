package dev.confab.message.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.confab.schema.id.CommandId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last keyed writes of one sender in one session, oldest first. Immutable.
public record SendWindow(@JsonValue List<Remembered> writes) {
  /// How many writes are remembered; a full batch must fit.
  public static final int SIZE = 128;

  static final SendWindow EMPTY = new SendWindow(List.of());

  @JsonCreator
  public SendWindow {}

  @Nullable Remembered find(CommandId id) {
    for (int i = writes.size() - 1; i >= 0; i--) {
      if (writes.get(i).commandId().equals(id)) {
        return writes.get(i);
      }
    }
    return null;
  }

  SendWindow with(Remembered write) {
    int from = writes.size() >= SIZE ? writes.size() - SIZE + 1 : 0;
    List<Remembered> longer = new ArrayList<>(writes.size() - from + 1);
    longer.addAll(writes.subList(from, writes.size()));
    longer.add(write);
    return new SendWindow(longer);
  }
}
