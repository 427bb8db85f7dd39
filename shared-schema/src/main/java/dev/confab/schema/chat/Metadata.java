package dev.confab.schema.chat;

import tools.jackson.databind.node.ObjectNode;

/// What a client attaches to a session or a message: one JSON object, kept as it came, never read.
///
/// Treat the node as immutable: it is shared between threads.
public record Metadata(ObjectNode node) {
  public boolean isEmpty() {
    return node.isEmpty();
  }
}
