package dev.confab.standalone;

import dev.confab.standalone.Parts.Part;
import dev.confab.standalone.kafka.BrokerFault;
import dev.confab.standalone.kafka.EmbeddedKafka;
import dev.confab.standalone.launch.DataFolder;
import dev.confab.standalone.launch.Options;
import dev.confab.standalone.launch.Stages;
import dev.confab.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/// Everything in one process: PostgreSQL and Kafka, then the services on them.
///
/// `close` may come at any time, also from another thread while `start` is under way.
public final class Standalone implements AutoCloseable {
  private final Options options;
  private final DataFolder folder;
  private final Stages stages;
  private final Parts parts = new Parts();
  private @Nullable String foreignIssuer;
  private Welcome.Served served = Welcome.Served.MACHINE;

  public Standalone(Options options, DataFolder folder, Stages stages) {
    this.options = options;
    this.folder = folder;
    this.stages = stages;
  }

  /// Returns when a message can make the whole round trip.
  public void start() throws IOException, InterruptedException {
    BrokerFault.divert(this::die);
    boolean fresh = Files.notExists(folder.postgres());
    if (fresh) {
      EmbeddedPostgres.providePasswords(folder.postgres());
    }
    var postgres = inParallel(this::startPostgres);
    var kafka = inParallel(this::startKafka);
    Callable<String> password = fresh ? this::servicesPassword : () -> result(postgres).password();
    var services = new Services(options, folder, password, () -> result(kafka).bootstrapServers());
    try {
      services.start(context -> parts.add(Part.SERVICES, context));
      result(postgres);
      stages.done("Services", "http://localhost:" + options.port());
      services.awaitReady();
      foreignIssuer = services.foreignIssuer();
      served = services.served();
    } catch (RuntimeException e) {
      // If it is a part that failed, its own sentence says more.
      result(postgres);
      result(kafka);
      throw new IOException(
          "%s (see %s)"
              .formatted(NestedExceptionUtils.getMostSpecificCause(e).getMessage(), folder.log()),
          e);
    }
    stages.done("Round trip", "ready");
  }

  /// Whose tokens are believed, once it has started; `null` if it issues them itself.
  public @Nullable String foreignIssuer() {
    return foreignIssuer;
  }

  /// Whom it gives tokens.
  Welcome.Served served() {
    return served;
  }

  @Override
  public void close() {
    parts.close();
  }

  private EmbeddedPostgres startPostgres() throws IOException, InterruptedException {
    var postgres =
        EmbeddedPostgres.start(
            folder.postgresBinaries(),
            folder.postgres(),
            folder.postgresLog(),
            options.postgresPort());
    parts.add(Part.POSTGRES, postgres);
    var _ = postgres.onExit().thenAccept(this::missPostgres);
    stages.done("PostgreSQL", "127.0.0.1:" + options.postgresPort());
    return postgres;
  }

  private String servicesPassword() throws IOException {
    return EmbeddedPostgres.password(
        EmbeddedPostgres.passwordFile(folder.postgres()), EmbeddedPostgres.NAME);
  }

  private EmbeddedKafka startKafka() {
    var kafka = parts.add(Part.KAFKA, EmbeddedKafka.start(folder.kafka(), options.kafkaPort()));
    kafka.prepareGroups();
    stages.done("Kafka", kafka.bootstrapServers());
    return kafka;
  }

  /// Chat needs no database, so it goes on.
  private void missPostgres(int code) {
    if (!parts.isClosed()) {
      stages.say(
          "PostgreSQL ended (code %d, see %s): chat goes on, but older pages are out of reach until Confab is started again."
              .formatted(code, folder.postgresLog()));
    }
  }

  /// Off the broker's thread, which stopping waits for.
  private void die(String sentence) {
    if (!parts.isClosed()) {
      stages.say(sentence + " Confab stops; see " + folder.log() + ".");
      Thread.ofPlatform().name("fault").start(() -> System.exit(1));
    }
  }

  private static <T> FutureTask<T> inParallel(Callable<T> start) {
    var task = new FutureTask<>(start);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException known) {
        throw known;
      }
      throw new IOException(cause == null ? "" : String.valueOf(cause.getMessage()), cause);
    }
  }
}
