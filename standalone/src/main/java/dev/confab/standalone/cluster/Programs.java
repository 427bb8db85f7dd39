package dev.confab.standalone.cluster;

import dev.confab.standalone.kafka.BrokerApplication;
import dev.confab.standalone.postgres.DetachedPostgres;
import dev.confab.standalone.token.TokenApplication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command of each process: a start with the same settings, ports and data gives the same.
final class Programs {
  private static final String STANDALONE = "standalone";

  /// For ten Java processes on two cores: what makes a start cheap counts more than the last third
  /// of speed.
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:OnOutOfMemoryError=echo 'The process ran out of memory and ended.' >&2",
          "-Xss512k",
          "--sun-misc-unsafe-memory-access=allow");

  private final Layout layout;
  private final ClusterFolder folder;
  private final Installation installation;

  Programs(Layout layout, ClusterFolder folder, Installation installation) {
    this.layout = layout;
    this.folder = folder;
    this.installation = installation;
  }

  /// What is on the command line of that process and of no other.
  static String mark(String name, ClusterFolder folder) {
    return name.equals(Role.POSTGRES.text())
        ? folder.path().resolve(name).toString()
        : "-Dconfab.process=" + folder.path().resolve(name);
  }

  List<String> command(Part part) throws IOException, InterruptedException {
    return switch (part.role()) {
      case POSTGRES ->
          DetachedPostgres.command(
              folder.postgresBinaries(), folder.data(part), folder.log(part.name()), part.port());
      case BROKER -> java(part, 256, main(BrokerApplication.class), broker(part));
      case TOKENS -> java(part, 64, main(TokenApplication.class), tokens(part));
      case GATEWAY -> java(part, 192, jar("gateway-service"), gateway(part));
      case MESSAGE -> java(part, 256, jar("message-service"), message(part));
      case HISTORY -> java(part, 256, jar("history-service"), history(part));
    };
  }

  private List<String> broker(Part part) {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.data(part).toString());
    arguments.add(Integer.toString(part.number()));
    arguments.addAll(layout.quorum().arguments());
    return arguments;
  }

  private List<String> tokens(Part part) {
    return List.of(
        "--server.port=" + part.port(), "--confab.standalone.issuer.keys=" + folder.keys());
  }

  private List<String> gateway(Part part) {
    String histories =
        layout.of(Role.HISTORY).stream()
            .map(history -> history.uri().toString())
            .collect(Collectors.joining(","));
    return join(service(part), List.of("--confab.gateway.history-url=" + histories));
  }

  private List<String> message(Part part) {
    return join(service(part), database());
  }

  private List<String> history(Part part) {
    return join(
        service(part),
        database(),
        List.of(
            "--confab.history.state-dir=" + folder.data(part),
            "--confab.history.advertised-address=" + part.address()));
  }

  private List<String> service(Part part) {
    return List.of(
        "--server.address=127.0.0.1",
        "--server.port=" + part.port(),
        "--spring.main.banner-mode=off",
        "--spring.lifecycle.timeout-per-shutdown-phase=10s",
        "--logging.level.org.apache.kafka=warn",
        "--confab.kafka.bootstrap-servers=" + layout.quorum().bootstrapServers(),
        "--confab.kafka.replicas=" + layout.quorum().replicas(),
        "--confab.web.issuer=" + TokenApplication.ISSUER,
        "--confab.web.jwk-set-uri=" + layout.one(Role.TOKENS).uri().resolve(TokenApplication.KEYS));
  }

  private List<String> database() {
    int users = layout.of(Role.MESSAGE).size() + layout.of(Role.HISTORY).size();
    return List.of(
        "--spring.datasource.url=jdbc:postgresql://"
            + layout.one(Role.POSTGRES).address()
            + "/confab",
        "--spring.datasource.username=confab",
        // All pools together stay below PostgreSQL's `max_connections`.
        "--spring.datasource.hikari.maximum-pool-size=" + 40 / users,
        "--spring.datasource.hikari.minimum-idle=1");
  }

  private List<String> java(
      Part part, int heapMegabytes, List<String> program, List<String> arguments) {
    return join(
        List.of(
            installation.java().toString(),
            mark(part.name(), folder),
            "-Xmx" + heapMegabytes + "m"),
        JAVA_OPTIONS,
        program,
        arguments);
  }

  private List<String> jar(String module) throws IOException {
    return List.of("-jar", installation.jar(module).toString());
  }

  private List<String> main(Class<?> program) throws IOException {
    return List.of(
        "-Dlogback.configurationFile=logback-process.xml",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        installation.jar(STANDALONE).toString(),
        program.getName());
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // it is read only
  private static List<String> join(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}
