package dev.confab.bench.machine;

import dev.confab.bench.client.Target;
import dev.confab.standalone.loopback.LoopbackPort;
import dev.confab.standalone.postgres.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Confab as `./confab up` starts it, on a folder and ports of its own.
public final class AllInOne implements Server {
  private final Child child;
  private final Target target;
  private final int kafkaPort;
  private final int postgresPort;
  private final Path data;
  private final double startSeconds;

  private AllInOne(
      Child child, Target target, int kafkaPort, int postgresPort, Path data, double startSeconds) {
    this.child = child;
    this.target = target;
    this.kafkaPort = kafkaPort;
    this.postgresPort = postgresPort;
    this.data = data;
    this.startSeconds = startSeconds;
  }

  /// Returns when a message can make the round trip. With `fresh` the folder is emptied first.
  public static AllInOne start(Path root, Path data, boolean fresh) throws IOException {
    int port = LoopbackPort.free();
    int kafka = LoopbackPort.free();
    int postgres = LoopbackPort.free();
    ProcessBuilder builder =
        new ProcessBuilder(
            root.resolve("confab").toString(),
            "up",
            "--port",
            Integer.toString(port),
            "--kafka-port",
            Integer.toString(kafka),
            "--postgres-port",
            Integer.toString(postgres),
            "--data",
            data.toString());
    if (fresh) {
      builder.command().add("--reset");
    }
    builder.redirectInput(new File("/dev/null"));
    long begin = System.nanoTime();
    Child child = Child.start(builder, "Open");
    double seconds = (System.nanoTime() - begin) / 1e9;
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return new AllInOne(
        child, Target.single("confab", address, false), kafka, postgres, data, seconds);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public ProcessTree processes() {
    return new ProcessTree(child.pid());
  }

  /// From the command to the word that it is ready.
  public double startSeconds() {
    return startSeconds;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  /// With the role that the services have, and its password.
  public String jdbcUrl() throws IOException {
    Path passwords = EmbeddedPostgres.passwordFile(data.resolve("postgres"));
    return "jdbc:postgresql://127.0.0.1:%d/confab?user=confab&password=%s"
        .formatted(postgresPort, EmbeddedPostgres.password(passwords, EmbeddedPostgres.NAME));
  }

  @Override
  public void close() {
    child.close();
  }
}
