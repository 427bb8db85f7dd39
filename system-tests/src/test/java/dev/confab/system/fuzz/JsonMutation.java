package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Writes JSON that has the form of a model, but for some of its parts.
final class JsonMutation {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "0.1",
    "1e400",
    "1e-400",
    "-1E+9999999999",
    "9223372036854775808",
    "18446744073709551616",
    "123456789012345678901234567890.5",
    "01",
    "1.",
    ".5",
    "+1",
    "NaN",
    "Infinity",
    "0x10",
    "1e",
    "--1"
  };
  private static final String[] TEXTS = {
    "",
    " ",
    "a b",
    "..",
    "../../etc/passwd",
    "a|b",
    "%00",
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "\\ud83d\\ude00",
    "\\u202e",
    "\\u0001",
    "\\ufeff",
    "\ufeff",
    "é",
    "😀",
    "\u2028",
    "\\x",
    "\\u12",
    "\\",
    "\t",
    "\u0001",
    "\\n",
    "owner",
    "assistant",
    "system",
    "null",
    "{}",
    "SESSION",
    "MESSAGE",
    "00000000-0000-0000-0000-000000000000",
    "SESSION.0",
    "SESSION.1",
    "SESSION.99999999999999999999"
  };

  private final Dice dice;
  private final StringBuilder json = new StringBuilder();

  /// One in so many parts is something else.
  private final int rarity;

  private JsonMutation(Dice dice, int rarity) {
    this.dice = dice;
    this.rarity = rarity;
  }

  /// @param model maps, lists, texts, numbers; it is not changed
  static byte[] of(Map<String, ?> model, Dice dice, World world) {
    // One in four is as it should be, so that what is behind the form is reached, too.
    if (dice.onceIn(4)) {
      return bytes(new JsonMutation(dice, Integer.MAX_VALUE), model, world);
    }
    byte[] odd = bytes(new JsonMutation(dice, 6), model, world);
    return dice.onceIn(5) ? dice.spoil(odd) : odd;
  }

  private static byte[] bytes(JsonMutation mutation, Map<String, ?> model, World world) {
    mutation.value(model);
    return world.fill(mutation.json.toString()).getBytes(UTF_8);
  }

  private boolean isOdd() {
    return rarity != Integer.MAX_VALUE && dice.onceIn(rarity);
  }

  private void value(Object model) {
    if (isOdd()) {
      anything();
      return;
    }
    switch (model) {
      case Map<?, ?> object -> object(object);
      case List<?> list -> list(list);
      case String text -> text(text);
      default -> json.append(model);
    }
  }

  private void object(Map<?, ?> object) {
    json.append('{');
    List<Map.Entry<?, ?>> fields = new ArrayList<>(object.entrySet());
    if (isOdd()) {
      Collections.rotate(fields, dice.below(4));
    }
    String comma = "";
    for (var field : fields) {
      int times = isOdd() ? dice.below(3) : 1;
      for (int i = 0; i < times; i++) {
        json.append(comma);
        text(isOdd() ? dice.of(TEXTS) : String.valueOf(field.getKey()));
        json.append(':');
        value(field.getValue());
        comma = ",";
      }
    }
    if (isOdd()) {
      json.append(comma).append("\"more\":");
      anything();
    }
    json.append('}');
  }

  private void list(List<?> list) {
    json.append('[');
    String comma = "";
    for (Object element : list) {
      int times = isOdd() ? dice.length(200) : 1;
      for (int i = 0; i < times; i++) {
        json.append(comma);
        value(element);
        comma = ",";
      }
    }
    json.append(']');
  }

  private void text(String text) {
    json.append('"');
    if (isOdd()) {
      text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    } else {
      json.append(text);
    }
    json.append('"');
  }

  private void anything() {
    switch (dice.below(9)) {
      case 0 -> json.append("null");
      case 1 -> json.append(dice.of("true", "false"));
      case 2 -> json.append(dice.of(NUMBERS));
      case 3 -> json.append("7".repeat(1 + dice.length(3_000)));
      case 4, 5 -> json.append('"').append(dice.of(TEXTS)).append('"');
      case 6 -> json.append('"').append(dice.of(TEXTS).repeat(dice.length(10_000))).append('"');
      case 7 -> nested(dice.length(3_000));
      default -> json.append('[').append("1,".repeat(dice.length(5_000))).append("1]");
    }
  }

  private void nested(int levels) {
    boolean objects = dice.onceIn(2);
    json.append((objects ? "{\"a\":" : "[").repeat(levels)).append('1');
    json.append((objects ? "}" : "]").repeat(levels));
  }
}
