package dev.confab.message.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.UserId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells whether two writes with one key ask the same: 96 bits of SHA-256 over what they ask, not
/// over who and when.
public final class BodyHash {
  private static final int BYTES = 12;

  private final MessageDigest digest;

  private BodyHash(String type) {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    add(type);
  }

  public static String of(Command.Write command) {
    return switch (command) {
      case Command.CreateSession c ->
          new BodyHash("create").add(c.title()).add(c.members()).add(c.metadata()).text();
      case Command.UpdateSession c ->
          new BodyHash("update").add(c.title()).add(c.metadata()).text();
      case Command.DeleteSession c -> new BodyHash("delete_session").text();
      case Command.AddMember c -> new BodyHash("add").add(c.userId().value()).text();
      case Command.RemoveMember c -> new BodyHash("remove").add(c.userId().value()).text();
      case Command.SendMessage c -> {
        MessageRole role = c.role() == null ? MessageRole.USER : c.role();
        yield new BodyHash("send").add(c.content()).add(role.name()).add(c.metadata()).text();
      }
      case Command.EditMessage c ->
          new BodyHash("edit")
              .add(c.messageId().toString())
              .add(c.content())
              .add(c.metadata())
              .text();
      case Command.DeleteMessage c -> new BodyHash("delete").add(c.messageId().toString()).text();
      case Command.ClearMessages c -> new BodyHash("clear").text();
    };
  }

  /// Every part is preceded by its length, so that parts can't run into each other; an absent one
  /// has length -1.
  private BodyHash add(byte @Nullable [] part) {
    digest.update(ByteBuffer.allocate(4).putInt(part == null ? -1 : part.length).flip());
    if (part != null) {
      digest.update(part);
    }
    return this;
  }

  private BodyHash add(@Nullable String part) {
    return add(part == null ? null : part.getBytes(UTF_8));
  }

  private BodyHash add(@Nullable Metadata metadata) {
    return add(metadata == null || metadata.isEmpty() ? null : Json.encode(metadata));
  }

  private BodyHash add(@Nullable List<UserId> users) {
    return add(users == null ? null : Json.encode(users));
  }

  private String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(digest.digest(), BYTES));
  }
}
