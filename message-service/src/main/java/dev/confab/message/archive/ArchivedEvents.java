package dev.confab.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.message.domain.Precedents;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads a session's events back from the archive. Thread-safe.
public final class ArchivedEvents implements Precedents.Archive {
  private static final String AFTER =
      "SELECT body FROM events WHERE session_id = ? AND seq > ? ORDER BY seq";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JdbcTemplate jdbc;

  ArchivedEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    jdbc.setQueryTimeout(Math.toIntExact(PATIENCE.toSeconds()));
  }

  @Override
  public Map<SessionId, Long> lastSeqs(Collection<SessionId> sessions) {
    try {
      return new SessionRows(jdbc).lastSeqs(sessions);
    } catch (DataAccessException e) {
      throw new Precedents.UnavailableException(e);
    }
  }

  @Override
  public List<Event> after(SessionId session, long seq) {
    try {
      return jdbc.queryForList(AFTER, String.class, session.value(), seq).stream()
          .map(ArchivedEvents::decode)
          .toList();
    } catch (DataAccessException e) {
      throw new Precedents.UnavailableException(e);
    }
  }

  private static Event decode(String body) {
    try {
      return Json.decode(body.getBytes(UTF_8), Event.class);
    } catch (MalformedException e) {
      throw new IllegalStateException("the archive holds an event that nobody can read", e);
    }
  }
}
