package dev.confab.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A real PostgreSQL on a port of its own: a container where a Docker engine answers, else the
/// embedded one. Which it is, is printed. `CONFAB_TEST_CONTAINERS=no` takes the embedded one
/// anyway, and `yes` fails where no engine answers.
///
/// What it holds is gone when it ends; it does not wait for the disk.
public final class TestDatabase implements AutoCloseable {
  private static final String IMAGE = "postgres:18.4";
  private static final String CHOICE = "CONFAB_TEST_CONTAINERS";

  private final int port;
  private final AutoCloseable server;

  private TestDatabase(int port, AutoCloseable server) {
    this.port = port;
    this.server = server;
  }

  /// Returns when it answers.
  public static TestDatabase start() {
    return start(freePort());
  }

  /// On that port of the loopback.
  public static TestDatabase start(int port) {
    String choice = System.getenv().getOrDefault(CHOICE, "");
    if (choice.equals("yes")) {
      return inContainer(port);
    }
    if (!choice.equals("no") && DockerClientFactory.instance().isDockerAvailable()) {
      try {
        return inContainer(port);
      } catch (ContainerLaunchException | ContainerFetchException | IllegalStateException e) {
        say("no container, though Docker answers: " + e.getMessage());
      }
    }
    say("embedded");
    return new TestDatabase(port, embedded(port));
  }

  private static TestDatabase inContainer(int port) {
    TestDatabase database = new TestDatabase(port, container(port));
    say("container " + IMAGE);
    return database;
  }

  private static void say(String what) {
    System.out.printf("PostgreSQL of the tests: %s%n", what);
  }

  private static AutoCloseable container(int port) {
    PostgreSQLContainer container =
        new PostgreSQLContainer(IMAGE)
            .withUsername("postgres")
            .withDatabaseName("postgres")
            .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
            .withCommand("postgres", "-c", "fsync=off");
    container.setPortBindings(
        List.of("127.0.0.1:" + port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
    container.start();
    return container;
  }

  private static AutoCloseable embedded(int port) {
    try {
      return EmbeddedPostgres.builder().setPort(port).setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its superuser's, who needs no password.
  public DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://localhost:%d/postgres".formatted(port));
    source.setUser("postgres");
    return source;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException("PostgreSQL did not end", e);
    }
  }

  /// A port that nobody listens on now.
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
