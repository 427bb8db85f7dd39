package dev.confab.web.security;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Says by which names a service may be asked.
///
/// A name that somebody else owns can be made to point here, and then a browser counts his page as
/// ours (DNS rebinding); it shows by the `Host` that the browser sends. Addresses and `localhost`
/// are nobody's to bend. Origins that are allowed are trusted, and so are their names.
final class HostRule {
  private static final Pattern FORM = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final String LOCAL = "localhost";

  /// Empty if any name will do.
  private final Set<String> names;

  /// Throws `IllegalArgumentException` if one is no name: with a port or a `*` it would never
  /// match.
  HostRule(List<String> hosts, OriginRule origins) {
    for (String host : hosts) {
      if (!FORM.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "confab.web.hosts: '%s' is not a name in lower case".formatted(host));
      }
    }
    Set<String> all = new HashSet<>(hosts);
    if (!hosts.isEmpty()) {
      all.addAll(origins.hosts());
    }
    this.names = Set.copyOf(all);
  }

  /// `host` without a port, as the request or the proxy in front says it.
  boolean admits(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return names.isEmpty()
        || names.contains(name)
        || name.equals(LOCAL)
        || name.endsWith("." + LOCAL)
        || isAddress(name);
  }

  private static boolean isAddress(String name) {
    try {
      InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", ""));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
