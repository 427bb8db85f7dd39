package dev.confab.history.archive;

import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// The archive in PostgreSQL. Each call is one short read-only transaction that sees one state of
/// the tables. Thread-safe.
final class JpaArchive implements Archive {
  private static final int TIMEOUT_SECONDS = 5;

  /// Rows that are read at a time: what a page has no room for is not loaded.
  private static final int STRIDE = 20;

  private final EntityManager entities;
  private final TransactionTemplate transaction;

  /// `entities`: one that stands for that of the current transaction.
  JpaArchive(EntityManager entities, PlatformTransactionManager transactions) {
    this.entities = entities;
    this.transaction = new TransactionTemplate(transactions);
    transaction.setReadOnly(true);
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    transaction.setTimeout(TIMEOUT_SECONDS);
  }

  @Override
  public @Nullable ArchivedSession session(SessionId id) {
    return read(() -> {
      SessionRow row = entities.find(SessionRow.class, id.value());
      if (row == null) {
        return null;
      }
      List<MemberRow> members =
          entities
              .createQuery(
                  "select m from MemberRow m where m.key.sessionId = :session order by m.role desc, m.key.userId",
                  MemberRow.class)
              .setParameter("session", id.value())
              .getResultList();
      return Rows.session(row, members);
    });
  }

  @Override
  public List<ArchivedSession> sessionsOf(UserId user) {
    List<ArchivedSession> found =
        read(() -> {
          List<SessionRow> rows =
              entities
                  .createQuery(
                      "select s from SessionRow s, MemberRow m where m.key.userId = :user and s.sessionId = m.key.sessionId and s.deletedAt is null",
                      SessionRow.class)
                  .setParameter("user", user.value())
                  .getResultList();
          Map<String, List<MemberRow>> members = members(rows);
          return rows.stream()
              .map(row -> Rows.session(row, members.getOrDefault(row.sessionId, List.of())))
              .toList();
        });
    return found == null ? List.of() : found;
  }

  private Map<String, List<MemberRow>> members(List<SessionRow> rows) {
    return entities
        .createQuery(
            "select m from MemberRow m where m.key.sessionId in :sessions order by m.role desc, m.key.userId",
            MemberRow.class)
        .setParameter("sessions", rows.stream().map(row -> row.sessionId).toList())
        .getResultStream()
        .collect(Collectors.groupingBy(row -> row.key.sessionId()));
  }

  @Override
  public long lastSeq(SessionId session) {
    SessionRow row = read(() -> entities.find(SessionRow.class, session.value()));
    return row == null ? 0 : row.lastSeq;
  }

  @Override
  public long nextOffset(int shard, String epoch) {
    PositionRow row = read(() -> entities.find(PositionRow.class, shard));
    return row == null || !row.epoch.equals(epoch) ? 0 : row.nextOffset;
  }

  @Override
  public Gathered messagesDown(SessionId session, long highest, long lowest, Gathered into) {
    read(() -> {
      long from = highest;
      while (!into.isFull() && from >= lowest) {
        List<Entry> found = messages(session, from, lowest, "desc");
        found.forEach(into::add);
        from = found.size() < STRIDE ? lowest - 1 : found.getLast().seq() - 1;
      }
      return into;
    });
    return into;
  }

  @Override
  public Gathered messagesUp(SessionId session, long lowest, long highest, Gathered into) {
    read(() -> {
      long from = lowest;
      while (!into.isFull() && from <= highest) {
        List<Entry> found = messages(session, highest, from, "asc");
        found.forEach(into::add);
        from = found.size() < STRIDE ? highest + 1 : found.getLast().seq() + 1;
      }
      return into;
    });
    return into;
  }

  private List<Entry> messages(SessionId session, long highest, long lowest, String direction) {
    return entities
        .createQuery(
            "select m from MessageRow m where m.key.sessionId = :session and m.key.seq between :lowest and :highest order by m.key.seq "
                + direction,
            MessageRow.class)
        .setParameter("session", session.value())
        .setParameter("lowest", lowest)
        .setParameter("highest", highest)
        .setMaxResults(STRIDE)
        .getResultList()
        .stream()
        .map(Rows::message)
        .toList();
  }

  @Override
  public Gathered events(SessionId session, long lowest, long highest, Gathered into) {
    read(() -> {
      for (long from = lowest; !into.isFull() && from <= highest; from += STRIDE) {
        entities
            .createQuery(
                "select e from EventRow e where e.key.sessionId = :session and e.key.seq between :lowest and :highest order by e.key.seq",
                EventRow.class)
            .setParameter("session", session.value())
            .setParameter("lowest", from)
            .setParameter("highest", Math.min(highest, from + STRIDE - 1))
            .getResultList()
            .forEach(row -> into.add(Rows.event(row)));
      }
      return into;
    });
    return into;
  }

  private <T> @Nullable T read(Supplier<@Nullable T> query) {
    try {
      return transaction.execute(status -> query.get());
    } catch (RuntimeException e) {
      if (Outage.is(e)) {
        throw new ArchiveOutageException(e);
      }
      throw e;
    }
  }
}
