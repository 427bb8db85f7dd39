package dev.confab.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A real PostgreSQL on a port of its own, from where {@link TestServer} says.
///
/// What it holds is gone when it ends; it does not wait for the disk.
public final class TestDatabase implements AutoCloseable {
  /// The superuser.
  public static final String USER = "postgres";

  private static final String IMAGE = "postgres:18.4";

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
    return TestServer.start(
        "PostgreSQL",
        IMAGE,
        () -> new TestDatabase(port, container(port)),
        () -> new TestDatabase(port, embedded(port)));
  }

  private static AutoCloseable container(int port) {
    PostgreSQLContainer container =
        new PostgreSQLContainer(IMAGE)
            .withUsername(USER)
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
      return EmbeddedPostgres.builder()
          .setPort(port)
          .setServerConfig("fsync", "off")
          .setPgBinaryResolver((system, machine) -> programs())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first of its name on the class path: a jar that names its libraries can bring it along a
  /// second time, which the library's own search refuses.
  private static InputStream programs() {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String name = "/postgres-%s-%s.txz".formatted(system, machine);
    return Objects.requireNonNull(TestDatabase.class.getResourceAsStream(name), name);
  }

  public String url() {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(port);
  }

  /// Its superuser's, who needs no password.
  public DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(USER);
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
