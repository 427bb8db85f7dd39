package dev.confab.system.chart;

import static dev.confab.system.chart.Rendering.list;
import static dev.confab.system.chart.Rendering.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Where a request goes: the rules of the router's configuration, or those of the HTTPRoute, in the
/// order in which they are tried.
record Routes(List<Rule> rules) {
  private static final Pattern MAP =
      Pattern.compile("map \"\\$request_method \\$uri\" \\$target \\{(.*?)\\n *}", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("(default|\"~[^\"]+\") (\\w+);");

  /// @param request matches a method, a space and a path
  record Rule(Predicate<String> request, String service) {}

  /// Who gets a request; empty if nobody does.
  String serviceOf(String method, String path) {
    String request = method + " " + path;
    return rules.stream()
        .filter(rule -> rule.request().test(request))
        .map(Rule::service)
        .findFirst()
        .orElse("");
  }

  /// What the router does with paths below `/chat/`.
  static Routes ofRouter(Rendering rendering) {
    String configuration = text(rendering.one("ConfigMap", "-router"), "/data/nginx.conf");
    Matcher map = MAP.matcher(configuration);
    if (!map.find()) {
      throw new IllegalStateException("no map to $target");
    }
    List<Rule> rules = new ArrayList<>();
    List<Rule> last = new ArrayList<>();
    Matcher line = LINE.matcher(map.group(1));
    while (line.find()) {
      String service = line.group(2).equals("histories") ? "history" : "gateway";
      if (line.group(1).equals("default")) {
        last.add(new Rule(request -> true, service));
      } else {
        Pattern pattern = Pattern.compile(line.group(1).replaceAll("^\"~|\"$", ""));
        rules.add(new Rule(request -> pattern.matcher(request).find(), service));
      }
    }
    rules.addAll(last);
    return new Routes(rules);
  }

  private record Match(JsonNode match, String service) {
    String path() {
      return text(match, "/path/value");
    }

    boolean isExact() {
      return text(match, "/path/type").equals("Exact");
    }

    boolean hasMethod() {
      return match.has("method");
    }

    boolean test(String request) {
      String[] parts = request.split(" ", 2);
      boolean path = parts[1].equals(path()) || (!isExact() && parts[1].startsWith(path() + "/"));
      return path && (!hasMethod() || parts[0].equals(text(match, "/method")));
    }
  }

  /// By the precedence of the Gateway API: exact paths, longer prefixes, then those with a method.
  static Routes ofHttpRoute(Rendering rendering) {
    List<Match> matches = new ArrayList<>();
    for (JsonNode rule : list(rendering.of("HTTPRoute").getFirst(), "/spec/rules")) {
      String backend = text(rule, "/backendRefs/0/name");
      String service = backend.substring(backend.lastIndexOf('-') + 1);
      list(rule, "/matches").forEach(match -> matches.add(new Match(match, service)));
    }
    matches.sort(
        Comparator.comparing(Match::isExact)
            .thenComparingInt(match -> match.path().length())
            .thenComparing(Match::hasMethod)
            .reversed());
    return new Routes(
        matches.stream().map(match -> new Rule(match::test, match.service())).toList());
  }
}
