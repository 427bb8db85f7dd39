package dev.confab.bench.attack;

import java.io.IOException;
import java.util.Locale;

/// The attacks, each from one account or from five addresses. What `begin` starts goes on until the
/// attacker is closed.
public enum Attack {
  BEGUN_TEXTS("2 154 sockets without a token begin a text of 64 KB and never end it"),
  SILENT_SOCKETS("2 000 sockets without a token say nothing, and come back when they are closed"),
  PINGS("pings and empty parts, 20 000 a second each, on sockets without a token"),
  PLAIN_HANDSHAKES("2 000 requests a second for the socket without an upgrade"),
  FLOOD("10 000 send_message a second on 40 sockets of one account"),
  FAT_SESSION("titles, infos and typing in a session of 1 000: 20, 50 and 200 a second"),
  RINGS("25 sockets join 1 600 sessions and fill them with texts of 15.5 KB"),
  DEAF_SOCKETS("40 sockets ask for a session's state and read nothing"),
  WRONG_LISTS("bodies of 4 MB with a list of wrong elements, 10 a second"),
  SLOW_BODIES("250 requests whose body comes a byte a second"),
  SLOW_HEADERS("1 000 requests whose headers come a byte a second"),
  SLOW_READERS("250 pages of 1 MB of which a byte a second is read"),
  UNREAD_REFUSALS("500 connections without a token pipeline requests and read no answer"),
  LARGE_PAGES("pages of texts that are six times as large in JSON, 20 a second"),
  WAITING_READS("250 connections wait for a seq that never comes"),
  FAT_SESSIONS("sessions with 999 members of 64 characters, 50 a second"),
  SPAM("300 sessions a second with a user that never asked for it"),
  BAD_REQUESTS("origins, addresses and forms that nobody can parse, 1 000 a second"),
  IDLE_CONNECTIONS("12 000 connections that say nothing");

  private final String sentence;

  Attack(String sentence) {
    this.sentence = sentence;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String sentence() {
    return sentence;
  }

  /// Starts it. What has to be there before is made before it returns.
  ///
  /// @param victim who gets what he did not ask for
  public void begin(Attacker attacker, String victim) throws IOException {
    switch (this) {
      case BEGUN_TEXTS -> SocketAttacks.begunTexts(attacker);
      case SILENT_SOCKETS -> SocketAttacks.silentSockets(attacker);
      case PINGS -> SocketAttacks.pings(attacker);
      case PLAIN_HANDSHAKES -> HttpAttacks.plainHandshakes(attacker);
      case FLOOD -> SocketAttacks.flood(attacker);
      case FAT_SESSION -> SocketAttacks.fatSession(attacker);
      case RINGS -> SocketAttacks.rings(attacker);
      case DEAF_SOCKETS -> SocketAttacks.deafSockets(attacker);
      case WRONG_LISTS -> HttpAttacks.wrongLists(attacker);
      case SLOW_BODIES -> HttpAttacks.slowBodies(attacker);
      case SLOW_HEADERS -> HttpAttacks.slowHeaders(attacker);
      case SLOW_READERS -> HttpAttacks.slowReaders(attacker);
      case UNREAD_REFUSALS -> HttpAttacks.unreadRefusals(attacker);
      case LARGE_PAGES -> HttpAttacks.largePages(attacker);
      case WAITING_READS -> HttpAttacks.waitingReads(attacker);
      case FAT_SESSIONS -> HttpAttacks.fatSessions(attacker);
      case SPAM -> HttpAttacks.spam(attacker, victim);
      case BAD_REQUESTS -> HttpAttacks.badRequests(attacker);
      case IDLE_CONNECTIONS -> HttpAttacks.idleConnections(attacker);
    }
  }
}
