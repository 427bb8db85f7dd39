package dev.confab.bench.workload;

import dev.confab.bench.machine.AllInOne;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How many records of `chat.events` the archive has not taken yet: the ends of the log less the
/// positions in the database. One thread at a time.
final class ArchiveLag implements AutoCloseable {
  private static final String TOPIC = "chat.events";
  private static final long EVERY_MILLIS = 200;

  private final Connection database;
  private final String url;
  private final KafkaConsumer<byte[], byte[]> log;
  private final List<TopicPartition> partitions;

  ArchiveLag(AllInOne server) throws IOException, SQLException {
    url = server.jdbcUrl();
    database = DriverManager.getConnection(url);
    log =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", server.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        log.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(TOPIC, info.partition()))
            .toList();
  }

  /// The database is asked first, so that it is never ahead.
  synchronized long now() throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT shard, next_offset FROM archive_positions")) {
      while (rows.next()) {
        positions.put(rows.getInt(1), rows.getLong(2));
      }
    }
    long behind = 0;
    for (Map.Entry<TopicPartition, Long> end : log.endOffsets(partitions).entrySet()) {
      behind += end.getValue() - positions.getOrDefault(end.getKey().partition(), 0L);
    }
    return behind;
  }

  /// Keeps the archive from writing until it is closed. Reads go on.
  Hold hold() throws SQLException {
    Connection lock = DriverManager.getConnection(url);
    lock.setAutoCommit(false);
    try (Statement statement = lock.createStatement()) {
      statement.execute("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE");
    }
    return new Hold(lock);
  }

  /// The lock, for as long as it is open.
  record Hold(Connection lock) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      lock.rollback();
      lock.close();
    }
  }

  /// Looks several times a second, in a thread of its own.
  Watch watch() {
    return new Watch();
  }

  final class Watch {
    private final List<Long> lags = new ArrayList<>();
    private volatile boolean running = true;
    private final Thread thread = Thread.ofPlatform().daemon().start(this::run);

    private void run() {
      try {
        while (running) {
          lags.add(now());
          Thread.sleep(EVERY_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    long[] end() {
      running = false;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return lags.isEmpty() ? new long[1] : lags.stream().mapToLong(lag -> lag).toArray();
    }
  }

  @Override
  public void close() throws SQLException {
    log.close();
    database.close();
  }
}
