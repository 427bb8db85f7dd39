package dev.confab.standalone.cluster;

import dev.confab.standalone.postgres.DetachedPostgres;
import dev.confab.standalone.token.TokenApplication;
import java.io.IOException;

/// Asks a process again and again whether it is ready.
interface Probe extends AutoCloseable {
  /// Throws `IOException` where asking again does not help.
  boolean isReady() throws InterruptedException, IOException;

  @Override
  default void close() {}

  static Probe of(Part part, ClusterFolder folder) {
    return switch (part.role()) {
      case BROKER -> new BrokerProbe(part);
      case POSTGRES -> () -> DetachedPostgres.answers(folder.data(part), part.port());
      case TOKENS -> () -> Http.status(part.uri().resolve(TokenApplication.KEYS)) == 200;
      case GATEWAY, MESSAGE, HISTORY ->
          () -> Http.status(part.uri().resolve("/actuator/health/readiness")) == 200;
    };
  }
}
