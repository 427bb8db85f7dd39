package dev.confab.history.archive;

import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import jakarta.persistence.EntityManager;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// The archive in PostgreSQL. Each call is one short read-only transaction that sees one state of
/// the tables. Thread-safe.
final class JpaArchive implements Archive {
  private static final int TIMEOUT_SECONDS = 5;

  /// Rows that are fetched at a time.
  private static final int FETCHED = 20;

  private static final String MESSAGES =
      "select m from MessageRow m where m.key.sessionId = :session and m.key.seq between :lowest and :highest order by m.key.seq";
  private static final String EVENTS =
      "select e from EventRow e where e.key.sessionId = :session and e.key.seq between :lowest and :highest order by e.key.seq";

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
  public void messagesDown(SessionId session, long highest, long lowest, Gathered into) {
    gather(MESSAGES + " desc", MessageRow.class, Rows::message, session, lowest, highest, into);
  }

  @Override
  public void messagesUp(SessionId session, long lowest, long highest, Gathered into) {
    gather(MESSAGES, MessageRow.class, Rows::message, session, lowest, highest, into);
  }

  @Override
  public void events(SessionId session, long lowest, long highest, Gathered into) {
    gather(EVENTS, EventRow.class, Rows::event, session, lowest, highest, into);
  }

  /// One query, of which PostgreSQL gives a few rows at a time: the rest is not loaded once the
  /// page is full. That needs a transaction.
  private <R> void gather(
      String query,
      Class<R> type,
      Function<R, Entry> entry,
      SessionId session,
      long lowest,
      long highest,
      Gathered into) {
    read(() -> {
      try (Stream<R> rows =
          entities
              .createQuery(query, type)
              .setParameter("session", session.value())
              .setParameter("lowest", lowest)
              .setParameter("highest", highest)
              .setMaxResults(into.lacks())
              .setHint(HibernateHints.HINT_FETCH_SIZE, FETCHED)
              .getResultStream()) {
        Iterator<R> next = rows.iterator();
        while (!into.isFull() && next.hasNext()) {
          R row = next.next();
          into.add(entry.apply(row));
          entities.detach(row);
        }
      }
      return into;
    });
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
