package dev.confab.standalone.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads flags and, where there is no flag, the environment.
public final class CommandLine {
  private static final String RESET = "--reset";
  private static final String ANALYTICS = "--analytics";

  /// Those that need no value.
  private static final Set<String> SWITCHES = Set.of(RESET, ANALYTICS);

  private static final Map<String, String> FLAGS =
      Map.of(
          "--port",
          "CONFAB_PORT",
          "--kafka-port",
          "CONFAB_KAFKA_PORT",
          "--postgres-port",
          "CONFAB_POSTGRES_PORT",
          "--data",
          "CONFAB_DATA",
          RESET,
          "CONFAB_RESET",
          ANALYTICS,
          "CONFAB_ANALYTICS");

  private final Map<String, String> values;
  private final Map<String, String> environment;

  private CommandLine(Map<String, String> values, Map<String, String> environment) {
    this.values = values;
    this.environment = environment;
  }

  /// What the script beside it prints, too.
  public static String usage() throws IOException {
    try (var text = CommandLine.class.getResourceAsStream("/usage.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), UTF_8);
    }
  }

  public static boolean asksForHelp(String[] arguments) {
    return Set.of(arguments).contains("--help") || Set.of(arguments).contains("-h");
  }

  public static Options parse(String[] arguments, Map<String, String> environment)
      throws StartRefusedException {
    var line = new CommandLine(flags(arguments), environment);
    return new Options(
        line.port("--port", 8080),
        line.port("--kafka-port", 9092),
        line.port("--postgres-port", 5432),
        line.folder(),
        line.isOn(RESET),
        line.isOn(ANALYTICS));
  }

  private static Map<String, String> flags(String[] arguments) throws StartRefusedException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      if (!FLAGS.containsKey(flag)) {
        throw new StartRefusedException("There is no flag %s; see --help.".formatted(flag));
      }
      if (equals >= 0) {
        values.put(flag, argument.substring(equals + 1));
      } else if (SWITCHES.contains(flag)) {
        values.put(flag, "true");
      } else if (i + 1 < arguments.length) {
        i++;
        values.put(flag, arguments[i]);
      } else {
        throw new StartRefusedException("%s needs a value; see --help.".formatted(flag));
      }
    }
    return values;
  }

  private int port(String flag, int otherwise) throws StartRefusedException {
    String text = value(flag);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65_535) {
      throw new StartRefusedException(
          "%s must be a port, 1 to 65535, and is '%s'.".formatted(origin(flag), text));
    }
    return Integer.parseInt(text);
  }

  private Path folder() throws StartRefusedException {
    String text = value("--data");
    try {
      return Path.of(text == null ? "data" : text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StartRefusedException(
          "%s must be a folder, and is '%s'.".formatted(origin("--data"), text));
    }
  }

  private boolean isOn(String flag) throws StartRefusedException {
    String text = value(flag);
    return switch (text) {
      case null -> false;
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default ->
          throw new StartRefusedException(
              "%s must be true or false, and is '%s'.".formatted(origin(flag), text));
    };
  }

  private @Nullable String value(String flag) {
    String value = values.getOrDefault(flag, environment.get(FLAGS.get(flag)));
    boolean unset = value == null || (value.isBlank() && !values.containsKey(flag));
    return unset ? null : value;
  }

  /// The name under which the user gave the value.
  private String origin(String flag) {
    return values.containsKey(flag) ? flag : FLAGS.getOrDefault(flag, flag);
  }
}
