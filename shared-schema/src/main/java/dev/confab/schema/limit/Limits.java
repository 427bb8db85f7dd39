package dev.confab.schema.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How large input may be. Sizes are bytes of UTF-8, the title's is in characters (code points),
/// `depth` counts nested objects and arrays with the metadata itself as 1, `members` counts the
/// owner too.
public record Limits(
    int contentBytes, int metadataBytes, int metadataDepth, int titleLength, int members) {
  /// What `protocol.md` promises where nothing else is configured.
  public static final Limits DEFAULT = new Limits(32_768, 8_192, 16, 256, 1_000);

  /// What is wrong with the command, in the order of its fields; empty if nothing is.
  public List<Violation> violations(Command command) {
    List<Violation> found = new ArrayList<>();
    switch (command) {
      case Command.CreateSession create -> {
        title(create.title(), found);
        members(create, found);
        metadata(create.metadata(), found);
      }
      case Command.UpdateSession update -> {
        title(update.title(), found);
        metadata(update.metadata(), found);
      }
      case Command.SendMessage send -> {
        content(send.content(), found);
        metadata(send.metadata(), found);
      }
      case Command.EditMessage edit -> {
        content(edit.content(), found);
        metadata(edit.metadata(), found);
      }
      case Command.DeleteSession c -> {}
      case Command.AddMember c -> {}
      case Command.RemoveMember c -> {}
      case Command.DeleteMessage c -> {}
      case Command.ClearMessages c -> {}
      case Command.Query c -> {}
    }
    return found;
  }

  private void members(Command.CreateSession create, List<Violation> found) {
    Set<UserId> all = new HashSet<>(create.members() == null ? List.of() : create.members());
    all.add(create.actor().userId());
    if (all.size() > members) {
      found.add(new Violation("members", "at most " + members + " members"));
    }
  }

  private void content(String content, List<Violation> found) {
    if (content.isEmpty()) {
      found.add(new Violation("content", "must not be empty"));
    } else if (content.length() > contentBytes || utf8Length(content) > contentBytes) {
      found.add(new Violation("content", "at most " + contentBytes + " bytes of UTF-8"));
    }
    text("content", content, found);
  }

  private void title(@Nullable String title, List<Violation> found) {
    if (title == null) {
      return;
    }
    if (title.codePointCount(0, title.length()) > titleLength) {
      found.add(new Violation("title", "at most " + titleLength + " characters"));
    }
    text("title", title, found);
  }

  private void metadata(@Nullable Metadata metadata, List<Violation> found) {
    if (metadata == null || metadata.isEmpty()) {
      return;
    }
    if (depth(metadata.node()) > metadataDepth) {
      found.add(new Violation("metadata", "nested at most " + metadataDepth + " deep"));
      return;
    }
    if (!isText(metadata.node())) {
      found.add(new Violation("metadata", "must not hold NUL or unpaired surrogates"));
    } else if (Json.encode(metadata.node()).length > metadataBytes) {
      found.add(new Violation("metadata", "at most " + metadataBytes + " bytes of JSON"));
    }
  }

  private static void text(String field, String text, List<Violation> found) {
    if (!isText(text)) {
      found.add(new Violation(field, "must not hold NUL or unpaired surrogates"));
    }
  }

  /// Whether PostgreSQL and every UTF-8 encoder can take the text: no NUL, no unpaired surrogate.
  public static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isText(JsonNode node) {
    if (node.isString()) {
      return isText(node.stringValue());
    }
    if (node.isObject()) {
      return node.properties().stream().allMatch(e -> isText(e.getKey()) && isText(e.getValue()));
    }
    return node.valueStream().allMatch(Limits::isText);
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node.values()) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainer() ? deepest + 1 : 0;
  }

  private static int utf8Length(String text) {
    return text.getBytes(UTF_8).length;
  }
}
