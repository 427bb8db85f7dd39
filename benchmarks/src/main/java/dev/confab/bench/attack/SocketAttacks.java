package dev.confab.bench.attack;

import dev.confab.bench.attack.Attacker.Pace;
import dev.confab.bench.wire.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Attacks by sockets.
final class SocketAttacks {
  private static final double COME_BACK = 400;

  private SocketAttacks() {}

  static void begunTexts(Attacker attacker) {
    byte[] part = Bytes.of("x".repeat(65_500));
    attacker.hold(
        attacker.gateway(),
        2_154,
        COME_BACK,
        0,
        line -> {
          if (line.upgrade(null)) {
            line.frame(Line.TEXT, part);
            line.hearAll();
          }
        });
  }

  static void silentSockets(Attacker attacker) {
    attacker.hold(
        attacker.gateway(),
        2_000,
        COME_BACK,
        0,
        line -> {
          if (line.upgrade(null)) {
            line.hearAll();
          }
        });
  }

  static void pings(Attacker attacker) {
    floodFrames(attacker, Line.FIN | Line.PING);
    floodFrames(attacker, Line.TEXT);
  }

  private static void floodFrames(Attacker attacker, int first) {
    Pace pace = new Pace(attacker, 20_000);
    attacker.hold(
        attacker.gateway(),
        1,
        10,
        0,
        line -> {
          if (line.upgrade(null)) {
            line.hearAllBeside();
            for (int opcode = first; pace.next(); opcode = first == Line.TEXT ? 0 : first) {
              line.frame(opcode, new byte[0]);
            }
          }
        });
  }

  static void flood(Attacker attacker) {
    Pace pace = new Pace(attacker, 10_000);
    attacker.hold(
        attacker.gateway(),
        40,
        40,
        0,
        line -> {
          if (line.upgrade(attacker.token())) {
            line.hearAllBeside();
            while (pace.next()) {
              line.say(message(attacker.session(), "flood"));
            }
          }
        });
  }

  static void fatSession(Attacker attacker) throws IOException {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      members.add("\"member-" + "m".repeat(50) + i + "\"");
    }
    String session = HttpAttacks.createSession(attacker, members);
    String of = "\",\"sessionId\":\"" + session + "\"";
    attacker.hold(
        attacker.gateway(),
        1,
        1,
        0,
        line -> {
          for (Pace pace = new Pace(attacker, 20); pace.next(); ) {
            byte[] body = Bytes.of("{\"title\":\"" + System.nanoTime() + "\"}");
            line.ask(
                "PATCH",
                "/chat/sessions/" + session,
                attacker.token(),
                "Content-Type: application/json",
                "Content-Length: " + body.length);
            line.bytes(body);
            line.answer();
          }
        });
    attacker.hold(
        attacker.gateway(),
        20,
        20,
        0,
        line -> {
          if (line.upgrade(attacker.token())) {
            line.hearAllBeside();
            line.say("{\"id\":\"j\",\"type\":\"join_session" + of + "}");
            for (Pace pace = new Pace(attacker, 12.5); pace.next(); ) {
              line.say("{\"id\":\"t\",\"type\":\"typing" + of + ",\"typing\":true}");
              line.say("{\"id\":\"i\",\"type\":\"get_session_info" + of + "}");
            }
          }
        });
  }

  static void rings(Attacker attacker) {
    String text = "r".repeat(15_500);
    attacker.hold(
        attacker.gateway(),
        25,
        25,
        0,
        line -> {
          if (line.upgrade(attacker.token())) {
            line.hearAllBeside();
            List<String> sessions = new ArrayList<>();
            for (int i = 0; i < 64 && !attacker.isOver(); i++) {
              String session = HttpAttacks.createSession(attacker, List.of());
              line.say(
                  "{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"" + session + "\"}");
              sessions.add(session);
            }
            Pace pace = new Pace(attacker, 40);
            for (int i = 0; pace.next(); i++) {
              line.say(message(sessions.get(i % sessions.size()), text));
            }
          }
        });
  }

  static void deafSockets(Attacker attacker) throws IOException {
    String session = HttpAttacks.fill(attacker);
    attacker.hold(
        attacker.gateway(),
        40,
        40,
        4_096,
        line -> {
          if (line.upgrade(attacker.token())) {
            line.say("{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"" + session + "\"}");
            for (Pace pace = new Pace(attacker, 20); pace.next(); ) {
              line.say(
                  "{\"id\":\"i\",\"type\":\"get_session_info\",\"sessionId\":\"" + session + "\"}");
              line.say(message(session, "d".repeat(2_000)));
            }
          }
        });
  }

  private static String message(String session, String content) {
    return "{\"id\":\"m\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"%s\"}"
        .formatted(session, content);
  }
}
