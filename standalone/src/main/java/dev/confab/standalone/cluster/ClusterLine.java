package dev.confab.standalone.cluster;

import dev.confab.standalone.cluster.Command.Verb;
import dev.confab.standalone.cluster.Command.Wishes;
import dev.confab.standalone.launch.StartRefusedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The command line of `confab cluster`: a verb, for some the name of a process, and flags.
final class ClusterLine {
  private static final String DIR = "--dir";
  private static final String RESET = "--reset";
  private static final String PORT_BASE = "--port-base";
  private static final List<String> COUNTS =
      List.of("--brokers", "--gateways", "--message", "--history");

  private final String verb;
  private final @Nullable String name;
  private final Map<String, String> values;

  private ClusterLine(String verb, @Nullable String name, Map<String, String> values) {
    this.verb = verb;
    this.name = name;
    this.values = values;
  }

  static Command parse(String[] arguments) throws StartRefusedException {
    if (arguments.length == 0) {
      throw new StartRefusedException(
          "cluster needs a verb: up, down, status, kill, stop, cont, start or restart.");
    }
    List<String> rest = List.of(arguments).subList(1, arguments.length);
    boolean named = !rest.isEmpty() && !rest.getFirst().startsWith("--");
    String name = named ? rest.getFirst() : null;
    return new ClusterLine(arguments[0], name, flags(named ? rest.subList(1, rest.size()) : rest))
        .command();
  }

  private Command command() throws StartRefusedException {
    return switch (verb) {
      case "up" -> up();
      case "down" -> {
        allow(false, Set.of(RESET));
        yield new Command.Down(folder(), values.containsKey(RESET));
      }
      case "status" -> {
        allow(false, Set.of());
        yield new Command.Status(folder());
      }
      default -> act();
    };
  }

  private Command up() throws StartRefusedException {
    Set<String> flags = new HashSet<>(COUNTS);
    flags.addAll(Set.of(RESET, PORT_BASE));
    allow(false, flags);
    return new Command.Up(folder(), wishes(), values.containsKey(RESET));
  }

  private Command act() throws StartRefusedException {
    Verb act =
        Stream.of(Verb.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(verb))
            .findFirst()
            .orElseThrow(() ->
                new StartRefusedException(
                    "cluster has no verb %s; see ./confab help.".formatted(verb)));
    if (name == null) {
      throw new StartRefusedException(
          "cluster %s needs the name of a process, for example broker-1.".formatted(verb));
    }
    allow(true, Set.of());
    return new Command.Act(act, name, folder());
  }

  private void allow(boolean named, Set<String> flags) throws StartRefusedException {
    if (name != null && !named) {
      throw new StartRefusedException(
          "cluster %s takes no name, and was given %s.".formatted(verb, name));
    }
    for (String flag : values.keySet()) {
      if (!flag.equals(DIR) && !flags.contains(flag)) {
        throw new StartRefusedException(
            "cluster %s has no flag %s; see ./confab help.".formatted(verb, flag));
      }
    }
  }

  private Path folder() throws StartRefusedException {
    String text = values.get(DIR);
    if (text == null || text.isBlank()) {
      throw new StartRefusedException(
          "cluster %s needs the cluster's folder: --dir DIR.".formatted(verb));
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StartRefusedException("--dir must be a folder, and is '%s'.".formatted(text));
    }
  }

  private Wishes wishes() throws StartRefusedException {
    return new Wishes(
        number(COUNTS.get(0), 1, Layout.MOST),
        number(COUNTS.get(1), 1, Layout.MOST),
        number(COUNTS.get(2), 1, Layout.MOST),
        number(COUNTS.get(3), 1, Layout.MOST),
        number(PORT_BASE, 1024, 65_535 - Layout.PORTS));
  }

  private @Nullable Integer number(String flag, int least, int most) throws StartRefusedException {
    String text = values.get(flag);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new StartRefusedException(
          "%s must be a number, %d to %d, and is '%s'.".formatted(flag, least, most, text));
    }
    return Integer.valueOf(text);
  }

  private static Map<String, String> flags(List<String> arguments) throws StartRefusedException {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      if (equals >= 0) {
        values.put(argument.substring(0, equals), argument.substring(equals + 1));
      } else if (argument.equals(RESET)) {
        values.put(argument, "");
      } else if (i + 1 < arguments.size()) {
        i++;
        values.put(argument, arguments.get(i));
      } else {
        throw new StartRefusedException("%s needs a value; see ./confab help.".formatted(argument));
      }
    }
    return values;
  }
}
