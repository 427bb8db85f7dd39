package dev.confab.bench;

import dev.confab.bench.attack.Attack;
import dev.confab.bench.workload.Hostile;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param workloads in the order in which they are run
/// @param url of a server that runs already, instead of one of its own
/// @param seconds that a rate is measured for
/// @param shapes what `hostile` attacks
/// @param attacks of `hostile`
record Options(
    List<Run> workloads,
    Set<Against> against,
    @Nullable URI url,
    double seconds,
    Set<Hostile.Shape> shapes,
    List<Attack> attacks) {
  private static final double SECONDS = 10;

  static Options parse(String[] arguments) {
    List<Run> workloads = new ArrayList<>();
    Set<Against> against = EnumSet.noneOf(Against.class);
    URI url = null;
    double seconds = SECONDS;
    Set<Hostile.Shape> shapes = EnumSet.noneOf(Hostile.Shape.class);
    List<Attack> attacks = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--against" -> against.add(constant(Against.class, value(arguments, ++i)));
        case "--url" -> url = URI.create(value(arguments, ++i));
        case "--seconds" -> seconds = Double.parseDouble(value(arguments, ++i));
        case "--as" -> shapes.add(constant(Hostile.Shape.class, value(arguments, ++i)));
        case "--attack" -> attacks.add(constant(Attack.class, value(arguments, ++i)));
        default -> workloads.add(constant(Run.class, arguments[i]));
      }
    }
    if (url != null && (workloads.contains(Run.SCALE) || workloads.contains(Run.HOSTILE))) {
      throw new IllegalArgumentException("it starts its servers itself: leave out --url");
    }
    if (seconds < 1 || seconds > 300) {
      throw new IllegalArgumentException("--seconds is between 1 and 300");
    }
    return new Options(
        workloads.isEmpty() ? Run.usual() : workloads,
        against.isEmpty() ? EnumSet.allOf(Against.class) : against,
        url,
        seconds,
        shapes.isEmpty() ? EnumSet.allOf(Hostile.Shape.class) : shapes,
        attacks.isEmpty() ? List.of(Attack.values()) : attacks);
  }

  private static String value(String[] arguments, int at) {
    if (at == arguments.length) {
      throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
    }
    return arguments[at];
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "there is no %s: one of %s"
            .formatted(name, List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)));
  }
}
