package dev.confab.system.load;

import java.util.List;

/// A session of the run.
///
/// @param members who stay in it from beginning to end; the first is its owner
public record Room(String id, List<String> members) {
  public String owner() {
    return members.getFirst();
  }
}
