package dev.confab.bench.client;

import dev.confab.bench.wire.Bytes;
import java.util.List;

/// A session of a run. Its `number` is its place in the run's list.
public record Room(int number, String id, byte[] idBytes, List<String> users) {
  public Room(int number, String id, List<String> users) {
    this(number, id, Bytes.of(id), List.copyOf(users));
  }

  public String owner() {
    return users.getFirst();
  }
}
