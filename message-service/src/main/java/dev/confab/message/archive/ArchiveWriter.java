package dev.confab.message.archive;

import dev.confab.schema.id.SessionId;
import dev.confab.web.kafka.LogEpoch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/// Writes what came of some shards: their rows and their new positions in one transaction, or
/// nothing.
final class ArchiveWriter {
  /// A connection that says nothing for so long is dead; the batch is written again.
  private static final int SILENCE_MILLIS = 30_000;

  private final TransactionOperations transactions;
  private final JdbcTemplate jdbc;
  private final ArchivePositions positions;
  private final SessionRows sessions;
  private final MessageRows messages;

  ArchiveWriter(TransactionOperations transactions, JdbcTemplate jdbc, LogEpoch epoch) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.positions = new ArchivePositions(jdbc, epoch);
    this.sessions = new SessionRows(jdbc);
    this.messages = new MessageRows(jdbc);
  }

  /// Where the shard goes on. Throws {@link ShardFaultException} if the archive is that of another
  /// log.
  ShardPosition position(int shard) {
    return positions.load(shard);
  }

  /// The next offset of each shard, as PostgreSQL has it.
  Map<Integer, Long> positions() {
    return positions.all();
  }

  /// False, and nothing is written, if somebody else has moved one of the shards meanwhile.
  boolean write(List<ShardStep> steps) {
    List<ArchivedEvent> events = steps.stream().flatMap(step -> step.events().stream()).toList();
    return Boolean.TRUE.equals(
        transactions.execute(status -> {
          prepare();
          if (!positions.advance(steps)) {
            status.setRollbackOnly();
            return false;
          }
          if (!events.isEmpty()) {
            writeRows(events);
          }
          return true;
        }));
  }

  private void writeRows(List<ArchivedEvent> events) {
    List<SessionId> touched =
        events.stream().map(event -> event.event().sessionId()).distinct().toList();
    Collection<SessionChanges> changes =
        ArchiveBatch.fold(events, sessions.lastSeqs(touched)).sessions();
    if (changes.isEmpty()) {
      return;
    }
    Map<SessionId, Long> grown = messages.write(changes);
    sessions.write(changes, grown);
    List<SessionId> deleted =
        changes.stream()
            .filter(change -> change.deletedAt != null)
            .map(change -> change.id)
            .toList();
    messages.erase(deleted);
    sessions.erase(deleted);
  }

  /// The commit need not wait for the disk: rows and position are lost together or not at all, and
  /// what is lost is read from the log again.
  private void prepare() {
    jdbc.execute((ConnectionCallback<Boolean>) ArchiveWriter::limitSilence);
    jdbc.execute("SET LOCAL synchronous_commit = off");
  }

  private static boolean limitSilence(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
    return true;
  }
}
