package dev.confab.schema.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What a schema demands or promises differently than its released form, where that breaks somebody
/// who wrote or reads by the released one. New optional fields and new enum values break nobody.
final class SchemaChange {
  /// What a value may be: each must stay as it was.
  private static final List<String> FORM =
      List.of("type", "const", "pattern", "minimum", "minLength", "minItems", "maxItems");

  private final JsonNode released;
  private final JsonNode now;
  private final List<String> breaks = new ArrayList<>();

  private SchemaChange(JsonNode released, JsonNode now) {
    this.released = released;
    this.now = now;
  }

  /// One sentence for each break; empty if there is none.
  static List<String> breaks(JsonNode released, JsonNode now) {
    SchemaChange change = new SchemaChange(released, now);
    change.compare("", released, now);
    return change.breaks;
  }

  private void compare(String place, JsonNode before, JsonNode after) {
    JsonNode old = resolve(released, before);
    JsonNode young = resolve(now, after);
    for (String keyword : FORM) {
      if (!old.path(keyword).equals(young.path(keyword))) {
        breaks.add("%s was retyped: %s".formatted(place, keyword));
      }
    }
    values(place, old.path("enum"), young.path("enum"));
    needs(place, old, young);
    fields(place, old.path("properties"), young.path("properties"));
    inner(place + "[]", old.path("items"), young.path("items"));
    inner(place + ".*", old.path("additionalProperties"), young.path("additionalProperties"));
    choices(place, old.path("anyOf"), young.path("anyOf"));
  }

  private void values(String place, JsonNode old, JsonNode young) {
    if (old.isMissingNode() != young.isMissingNode()) {
      breaks.add(place + " was retyped: enum");
      return;
    }
    for (JsonNode value : old) {
      if (!young.values().contains(value)) {
        breaks.add("%s lost the value %s".formatted(place, value));
      }
    }
  }

  private void needs(String place, JsonNode old, JsonNode young) {
    Set<String> before = names(old.path("required"));
    Set<String> after = names(young.path("required"));
    for (String field : after) {
      if (!before.contains(field)) {
        breaks.add("%s.%s became required".formatted(place, field));
      }
    }
    for (String field : before) {
      if (!after.contains(field)) {
        breaks.add("%s.%s may be absent".formatted(place, field));
      }
    }
  }

  private void fields(String place, JsonNode old, JsonNode young) {
    for (String field : old.propertyNames()) {
      if (young.has(field)) {
        compare(place + "." + field, old.path(field), young.path(field));
      } else {
        breaks.add("%s.%s was removed".formatted(place, field));
      }
    }
  }

  private void inner(String place, JsonNode old, JsonNode young) {
    if (old.isMissingNode() != young.isMissingNode()) {
      breaks.add(place + " was retyped");
    } else if (!old.isMissingNode()) {
      compare(place, old, young);
    }
  }

  private void choices(String place, JsonNode old, JsonNode young) {
    if (old.size() != young.size()) {
      breaks.add(place + " was retyped: anyOf");
      return;
    }
    for (int i = 0; i < old.size(); i++) {
      compare(place, old.path(i), young.path(i));
    }
  }

  private static Set<String> names(JsonNode required) {
    Set<String> names = new TreeSet<>();
    required.forEach(name -> names.add(name.asString()));
    return names;
  }

  private static JsonNode resolve(JsonNode document, JsonNode schema) {
    JsonNode found = schema;
    while (found.has("$ref")) {
      found = document.at(found.path("$ref").asString().substring(1));
    }
    return found.isMissingNode() ? MissingNode.getInstance() : found;
  }
}
