package dev.confab.gateway.input;

import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a JSON object that a client sent, with what is wrong with them.
///
/// A required field that is missing or wrong gives a stand-in, so that one pass finds every
/// violation, but no more than {@link #MOST_VIOLATIONS}; nobody may use what was read while there
/// are violations. `null` is as good as absent, except to {@link #clearableText} and {@link
/// #clearableMetadata}.
public final class Fields {
  /// How many violations are told: who sends millions of wrong fields gets no millions of lines.
  static final int MOST_VIOLATIONS = 20;

  private static final String ID_FORM = "must be a text of the form [A-Za-z0-9_-]{1,64}";
  private static final String STAND_IN = "stand-in";

  private final ObjectNode object;
  private final String path;
  private final List<Violation> violations;

  public Fields(ObjectNode object) {
    this(object, "", new ArrayList<>());
  }

  private Fields(ObjectNode object, String path, List<Violation> violations) {
    this.object = object;
    this.path = path;
    this.violations = violations;
  }

  /// What was wrong with the fields that were asked for so far, the nested ones' too.
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /// Adds what another check found, unless the field is named already.
  void add(List<Violation> more) {
    for (Violation violation : more) {
      String field = path + violation.field();
      if (violations.stream().noneMatch(known -> known.field().equals(field))) {
        violate(violation.field(), violation.message());
      }
    }
  }

  public String text(String name) {
    if (value(name) == null) {
      violate(name, "is missing");
      return STAND_IN;
    }
    String text = optionalText(name);
    return text == null ? STAND_IN : text;
  }

  public @Nullable String optionalText(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value.isString()) {
      return value.stringValue();
    }
    violate(name, "must be a text");
    return null;
  }

  /// Empty for `null`, which clears what there is; `null` where it is absent.
  public @Nullable String clearableText(String name) {
    return isNull(name) ? "" : optionalText(name);
  }

  public boolean optionalFlag(String name) {
    return value(name) != null && flag(name);
  }

  public boolean flag(String name) {
    JsonNode value = value(name);
    if (value == null) {
      violate(name, "is missing");
    } else if (value.isBoolean()) {
      return value.booleanValue();
    } else {
      violate(name, "must be true or false");
    }
    return false;
  }

  /// A whole number from 0.
  public long count(String name) {
    JsonNode value = value(name);
    if (value == null) {
      violate(name, "is missing");
    } else if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0) {
      return value.longValue();
    } else {
      violate(name, "must be a whole number from 0");
    }
    return 0;
  }

  public SessionId session(String name) {
    return new SessionId(id(name));
  }

  public MessageId message(String name) {
    MessageId id = MessageId.parse(text(name));
    if (id == null) {
      violateOnce(name, "must be of the form <session id>.<seq>");
      return new MessageId(new SessionId(STAND_IN), 1);
    }
    return id;
  }

  public @Nullable CommandId optionalKey(String name) {
    String text = optionalText(name);
    if (text == null) {
      return null;
    }
    if (Id.isValid(text)) {
      return new CommandId(text);
    }
    violateOnce(name, ID_FORM);
    return null;
  }

  public @Nullable MessageRole optionalRole(String name) {
    String text = optionalText(name);
    if (text == null) {
      return null;
    }
    for (MessageRole role : MessageRole.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
        return role;
      }
    }
    violate(name, "must be user, assistant or system");
    return null;
  }

  public @Nullable Metadata optionalMetadata(String name) {
    Fields nested = optionalObject(name);
    return nested == null ? null : new Metadata(nested.object);
  }

  /// Empty for `null`, which clears what there is; `null` where it is absent.
  public @Nullable Metadata clearableMetadata(String name) {
    return isNull(name)
        ? new Metadata(JsonNodeFactory.instance.objectNode())
        : optionalMetadata(name);
  }

  public @Nullable Fields optionalObject(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode nested) {
      return new Fields(nested, path + name + ".", violations);
    }
    violate(name, "must be an object");
    return null;
  }

  /// At most so many user ids, each a text or an object that has it as `userId`. A longer list is
  /// not looked at.
  public @Nullable List<UserId> optionalUsers(String name, int most) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      violate(name, "must be a list of user ids");
      return List.of();
    }
    if (value.size() > most) {
      violate(name, "at most " + most + " members");
      return List.of();
    }
    List<UserId> users = new ArrayList<>();
    for (int i = 0; i < value.size() && !isFull(); i++) {
      JsonNode entry = value.get(i);
      JsonNode id = entry instanceof ObjectNode member ? member.get("userId") : entry;
      if (id != null && id.isString() && Id.isValid(id.stringValue())) {
        users.add(new UserId(id.stringValue()));
      } else {
        violate(name + "[" + i + "]", ID_FORM);
      }
    }
    return users;
  }

  /// A list of `least` to `most` objects; empty if it is not.
  public List<Fields> objects(String name, int least, int most) {
    JsonNode value = value(name);
    if (value == null || !value.isArray() || value.size() < least || value.size() > most) {
      violate(name, "must be a list of %d to %d objects".formatted(least, most));
      return List.of();
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < value.size() && !isFull(); i++) {
      String place = name + "[" + i + "]";
      if (value.get(i) instanceof ObjectNode nested) {
        objects.add(new Fields(nested, path + place + ".", violations));
      } else {
        violate(place, "must be an object");
      }
    }
    return objects;
  }

  private String id(String name) {
    String text = text(name);
    if (Id.isValid(text)) {
      return text;
    }
    violateOnce(name, ID_FORM);
    return STAND_IN;
  }

  private boolean isNull(String name) {
    JsonNode value = object.get(name);
    return value != null && value.isNull();
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private boolean isFull() {
    return violations.size() >= MOST_VIOLATIONS;
  }

  private void violate(String name, String message) {
    if (!isFull()) {
      violations.add(new Violation(path + name, message));
    }
  }

  private void violateOnce(String name, String message) {
    add(List.of(new Violation(name, message)));
  }
}
