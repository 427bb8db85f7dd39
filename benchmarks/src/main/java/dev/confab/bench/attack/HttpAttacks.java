package dev.confab.bench.attack;

import dev.confab.bench.attack.Attacker.Pace;
import dev.confab.bench.wire.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Attacks by requests.
final class HttpAttacks {
  private static final String JSON = "Content-Type: application/json";
  private static final int SMALL_WINDOW = 4_096;
  private static final double SECOND = 1;

  private HttpAttacks() {}

  static void plainHandshakes(Attacker attacker) {
    repeat(
        attacker,
        attacker.gateway(),
        20,
        2_000,
        line -> {
          line.ask("GET", "/chat/socket", null);
          line.answer();
        });
  }

  static void wrongLists(Attacker attacker) {
    byte[] members = Bytes.of("{\"members\":[" + "1,".repeat(2_000_000) + "1]}");
    byte[] messages = Bytes.of("{\"messages\":[" + "1,".repeat(2_000_000) + "1]}");
    String batch = "/chat/sessions/" + attacker.session() + "/messages/batch";
    hold(
        attacker,
        attacker.gateway(),
        5,
        5,
        line -> post(line, attacker, "/chat/sessions", members));
    hold(attacker, attacker.gateway(), 5, 5, line -> post(line, attacker, batch, messages));
  }

  private static void post(Line line, Attacker attacker, String path, byte[] body)
      throws IOException {
    line.post(path, attacker.token(), body);
    line.answer();
  }

  static void slowBodies(Attacker attacker) {
    attacker.hold(
        attacker.gateway(),
        250,
        250,
        0,
        line -> {
          line.ask("POST", "/chat/sessions", attacker.token(), JSON, "Content-Length: 4000");
          trickle(attacker, line, " ".repeat(3_999));
          line.answer();
        });
  }

  static void slowHeaders(Attacker attacker) {
    hold(
        attacker,
        attacker.gateway(),
        500,
        250,
        line -> trickle(attacker, line, "GET /chat/sessions HTTP/1.1\r\nX: " + "x".repeat(4_000)));
    hold(
        attacker,
        attacker.history(),
        500,
        250,
        line -> trickle(attacker, line, "GET /chat/sessions HTTP/1.1\r\nX: " + "x".repeat(4_000)));
  }

  private static void trickle(Attacker attacker, Line line, String text) throws IOException {
    Pace pace = new Pace(attacker, SECOND);
    for (int i = 0; i < text.length() && pace.next(); i++) {
      line.bytes(Bytes.of(text.substring(i, i + 1)));
    }
  }

  static void slowReaders(Attacker attacker) throws IOException {
    String session = fill(attacker);
    attacker.hold(
        attacker.history(),
        250,
        250,
        SMALL_WINDOW,
        line -> {
          line.ask("GET", "/chat/sessions/" + session + "/events?limit=500", attacker.token());
          for (Pace pace = new Pace(attacker, SECOND); pace.next(); ) {
            if (line.read() < 0) {
              throw new IOException("it was cut off");
            }
          }
        });
  }

  static void unreadRefusals(Attacker attacker) {
    for (InetSocketAddress to : List.of(attacker.gateway(), attacker.history())) {
      Pace pace = new Pace(attacker, 2_000);
      attacker.hold(
          to,
          250,
          250,
          SMALL_WINDOW,
          line -> {
            while (pace.next()) {
              line.ask("GET", "/chat/sessions", null);
            }
          });
    }
  }

  static void largePages(Attacker attacker) throws IOException {
    String session = fill(attacker);
    repeat(
        attacker,
        attacker.history(),
        20,
        20,
        line -> {
          line.ask("GET", "/chat/sessions/" + session + "/events?limit=500", attacker.token());
          line.answer();
        });
  }

  static void waitingReads(Attacker attacker) {
    String path = "/chat/sessions/" + attacker.session() + "?minSeq=1000000";
    repeat(
        attacker,
        attacker.history(),
        250,
        500,
        line -> {
          line.ask("GET", path, attacker.token());
          line.answer();
        });
  }

  static void fatSessions(Attacker attacker) {
    byte[] body = Bytes.of(session(fatMembers()));
    repeat(
        attacker, attacker.gateway(), 10, 50, line -> post(line, attacker, "/chat/sessions", body));
  }

  static void spam(Attacker attacker, String victim) {
    byte[] body = Bytes.of(session(List.of("\"" + victim + "\"")));
    repeat(
        attacker,
        attacker.gateway(),
        20,
        300,
        line -> post(line, attacker, "/chat/sessions", body));
  }

  static void badRequests(Attacker attacker) {
    String form = "Content-Type: multipart/form-data; boundary=b";
    repeat(
        attacker,
        attacker.gateway(),
        5,
        250,
        line -> {
          line.ask("GET", "/chat/socket", null, "Origin: http://a:b", "Upgrade: websocket");
          line.answer();
        });
    repeat(
        attacker,
        attacker.history(),
        5,
        250,
        line -> {
          line.ask("GET", "/chat/sessions?x=|", attacker.token());
          line.answer();
        });
    hold(
        attacker,
        attacker.gateway(),
        5,
        250,
        line -> {
          line.ask("POST", "/chat/sessions", attacker.token(), form, "Content-Length: 90");
          line.bytes(Bytes.of("--b\r\nContent-Disposition: form-data; name="));
          line.answer();
        });
    hold(
        attacker,
        attacker.gateway(),
        5,
        250,
        line -> {
          line.bytes(Bytes.of("G\u0001T / \u007f HTTP/9.9\r\n: \r\n\r\n"));
          line.answer();
        });
  }

  static void idleConnections(Attacker attacker) {
    hold(attacker, attacker.gateway(), 6_000, 1_500, Line::read);
    hold(attacker, attacker.history(), 6_000, 1_500, Line::read);
  }

  /// A session of his; the members are quoted. Its id.
  static String createSession(Attacker attacker, List<String> members) throws IOException {
    try (Line line = attacker.open(attacker.gateway(), 0)) {
      line.post("/chat/sessions", attacker.token(), Bytes.of(session(members)));
      String answer = line.answer();
      int at = answer.indexOf("\"id\":\"");
      if (at < 0) {
        throw new IOException("no session: " + answer);
      }
      return answer.substring(at + 6, answer.indexOf('"', at + 6));
    }
  }

  /// A session of his with 40 messages of which each character takes six bytes in JSON.
  static String fill(Attacker attacker) throws IOException {
    String session = createSession(attacker, List.of());
    byte[] body = Bytes.of("{\"content\":\"" + "\\u0001".repeat(32_768) + "\"}");
    try (Line line = attacker.open(attacker.gateway(), 0)) {
      for (int i = 0; i < 40; i++) {
        line.post("/chat/sessions/" + session + "/messages", attacker.token(), body);
        line.answer();
      }
    }
    return session;
  }

  private static List<String> fatMembers() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      String number = Integer.toString(i);
      members.add("\"" + "f".repeat(64 - number.length()) + number + "\"");
    }
    return Collections.unmodifiableList(members);
  }

  private static String session(List<String> members) {
    return "{\"title\":\"t\",\"members\":[" + String.join(",", members) + "]}";
  }

  /// On so many connections that are kept, so many a second of all together.
  private static void repeat(
      Attacker attacker, InetSocketAddress to, int lines, double perSecond, Attacker.Act act) {
    Pace pace = new Pace(attacker, perSecond);
    attacker.hold(
        to,
        lines,
        perSecond,
        0,
        line -> {
          while (pace.next()) {
            act.on(line);
          }
        });
  }

  private static void hold(
      Attacker attacker, InetSocketAddress to, int lines, double perSecond, Attacker.Act act) {
    attacker.hold(to, lines, perSecond, 0, act);
  }
}
