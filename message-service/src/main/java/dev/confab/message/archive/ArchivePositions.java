package dev.confab.message.archive;

import dev.confab.schema.log.FilterState;
import dev.confab.web.kafka.LogEpoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table of positions: the only place where the archiver's progress is kept, and the fence
/// between two archivers of one shard. Kafka's committed offsets mean nothing here.
final class ArchivePositions {
  private static final String BEGIN =
      """
      INSERT INTO archive_positions (shard, epoch, next_offset, term, owner, next_n, whole)
      VALUES (?, ?, 0, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String LOAD =
      "SELECT epoch, next_offset, term, owner, next_n, whole FROM archive_positions WHERE shard = ?";
  private static final String ALL =
      "SELECT shard, next_offset FROM archive_positions WHERE epoch = ?";
  private static final String ADVANCE =
      """
      UPDATE archive_positions SET next_offset = ?, term = ?, owner = ?, next_n = ?, whole = ?
      WHERE shard = ? AND next_offset = ? AND epoch = ?
      """;

  private static final String REPLACE =
      """
      UPDATE archive_positions
      SET epoch = ?, next_offset = 0, term = ?, owner = ?, next_n = ?, whole = ?
      WHERE shard = ? AND epoch = ANY (?)
      """;

  private final JdbcTemplate jdbc;
  private final LogEpoch epoch;

  ArchivePositions(JdbcTemplate jdbc, LogEpoch epoch) {
    this.jdbc = jdbc;
    this.epoch = epoch;
  }

  /// Where the shard goes on; at the beginning of the log if it was never archived. Throws {@link
  /// ShardFaultException} if the archive is that of another log.
  ShardPosition load(int shard) {
    FilterState start = FilterState.START;
    String log = epoch.value();
    if (epoch.isReplacement()) {
      // What the new log repeats is known by its seqs.
      jdbc.update(
          REPLACE,
          log,
          start.term(),
          start.owner(),
          start.next(),
          start.whole(),
          shard,
          epoch.replaces().toArray(new String[0]));
    }
    jdbc.update(BEGIN, shard, log, start.term(), start.owner(), start.next(), start.whole());
    return Objects.requireNonNull(
        jdbc.queryForObject(LOAD, (row, place) -> read(shard, row), shard));
  }

  /// The next offset of each shard that was ever archived.
  Map<Integer, Long> all() {
    Map<Integer, Long> all = new HashMap<>();
    jdbc.query(
        ALL,
        row -> {
          all.put(row.getInt("shard"), row.getLong("next_offset"));
        },
        epoch.value());
    return all;
  }

  private ShardPosition read(int shard, ResultSet row) throws SQLException {
    if (!epoch.value().equals(row.getString("epoch"))) {
      throw new ShardFaultException(
          "the archive belongs to another log (epoch %1$s, the log's is %2$s): give this log an empty database, or the archive its own topics; if that log was lost and this one goes on for it, set confab.kafka.replaces-log=%1$s"
              .formatted(row.getString("epoch"), epoch.value()));
    }
    var filter =
        new FilterState(
            row.getLong("term"),
            row.getString("owner"),
            row.getLong("next_n"),
            row.getBoolean("whole"));
    return new ShardPosition(shard, row.getLong("next_offset"), filter);
  }

  /// Moves shards on; false if somebody else moved one of them. To be called first in the
  /// transaction of the rows: a second archiver then waits here for the first one and finds the
  /// position moved. Always in the order of shards, so that two of them never wait for each other.
  boolean advance(List<ShardStep> steps) {
    List<Object[]> rows =
        steps.stream().sorted(Comparator.comparingInt(ShardStep::shard)).map(this::row).toList();
    return Arrays.stream(jdbc.batchUpdate(ADVANCE, rows)).allMatch(moved -> moved == 1);
  }

  private Object[] row(ShardStep step) {
    FilterState filter = step.after().filter();
    return new Object[] {
      step.after().nextOffset(),
      filter.term(),
      filter.owner(),
      filter.next(),
      filter.whole(),
      step.shard(),
      step.before().nextOffset(),
      epoch.value()
    };
  }
}
