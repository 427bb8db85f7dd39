package dev.confab.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.message.domain.Lookup;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/// Reads one message by its key, for a shard that is asked to change a message that it does not
/// remember.
///
/// Never takes longer than the timeout, whatever PostgreSQL and its connection pool do, and answers
/// at once for a second after a failure, so that an outage does not hold a shard up again and
/// again. Thread-safe.
public final class ArchivedMessages implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ArchivedMessages.class);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final String FIND =
      """
      SELECT s.last_seq, m.sender_id, m.role, m.created_at, m.edited_at, m.client_id, m.metadata
      FROM sessions s LEFT JOIN messages m ON m.session_id = s.session_id AND m.seq = ?
      WHERE s.session_id = ?
      """;

  private final JdbcTemplate jdbc;
  private final Duration timeout;

  /// Virtual threads: a cancelled read of a socket ends there, and frees its connection.
  private final ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();

  private volatile long restUntil = System.nanoTime();

  ArchivedMessages(JdbcTemplate jdbc, Duration timeout) {
    this.jdbc = jdbc;
    this.timeout = timeout;
  }

  /// The message as it is after event `neededSeq` of its session, or later: `Unavailable` while the
  /// archive has not got that far, because what it shows may have been deleted since.
  public Lookup find(MessageId id, long neededSeq) {
    if (restUntil - System.nanoTime() > 0) {
      return new Lookup.Unavailable();
    }
    Future<Lookup> read = reads.submit(() -> read(id, neededSeq));
    try {
      return read.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return rest(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DataAccessException cause) {
        return rest(cause);
      }
      throw new IllegalStateException("a message could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lookup.Unavailable();
    } finally {
      read.cancel(true);
    }
  }

  private Lookup rest(Exception cause) {
    restUntil = System.nanoTime() + REST.toNanos();
    log.debug("a message could not be looked up", cause);
    return new Lookup.Unavailable();
  }

  private Lookup read(MessageId id, long neededSeq) {
    ResultSetExtractor<Lookup> judged =
        row -> row.next() ? judge(row, neededSeq) : new Lookup.Unavailable();
    return Objects.requireNonNull(jdbc.query(FIND, judged, id.seq(), id.session().value()));
  }

  private static Lookup judge(ResultSet row, long neededSeq) throws SQLException {
    if (row.getLong("last_seq") < neededSeq) {
      return new Lookup.Unavailable();
    }
    String sender = row.getString("sender_id");
    if (sender == null) {
      return new Lookup.Absent();
    }
    String client = row.getString("client_id");
    return new Lookup.Found(
        new UserId(sender),
        MessageRole.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("edited_at", OffsetDateTime.class)),
        client == null ? null : new CommandId(client),
        metadata(row.getString("metadata")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static Metadata metadata(String json) {
    try {
      return Json.decode(json.getBytes(UTF_8), Metadata.class);
    } catch (MalformedException e) {
      throw new IllegalStateException("the archive holds metadata that nobody can read", e);
    }
  }

  @Override
  public void close() {
    reads.shutdownNow();
  }
}
