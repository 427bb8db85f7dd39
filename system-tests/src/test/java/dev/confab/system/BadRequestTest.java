package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedRun.class)
class BadRequestTest {
  private static final String TOO_LONG =
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private Chat chat;
  private User alice;
  private String session;

  @BeforeEach
  void start(Running running) {
    chat = new Chat(running);
    alice = chat.user("alice");
    session = alice.createSession();
    alice.send(session, "One");
    alice.get("/chat/sessions/" + session + "?minSeq=2").require(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | invalid           | /chat/sessions/a%20b",
        "400 | invalid           | /chat/sessions/" + TOO_LONG,
        "404 | session_not_found | /chat/sessions/nowhere",
        "400 | invalid           | /chat/sessions/SESSION?minSeq=x",
        "400 | invalid           | /chat/sessions/SESSION?minSeq=-1",
        "400 | invalid           | /chat/sessions?limit=0",
        "400 | invalid           | /chat/sessions?limit=201",
        "400 | invalid           | /chat/sessions?cursor=x",
        "400 | invalid           | /chat/sessions/SESSION/messages?limit=0",
        "400 | invalid           | /chat/sessions/SESSION/messages?limit=-1",
        "400 | invalid           | /chat/sessions/SESSION/messages?limit=201",
        "400 | invalid           | /chat/sessions/SESSION/messages?limit=abc",
        "400 | invalid           | /chat/sessions/SESSION/messages?limit=",
        "400 | invalid           | /chat/sessions/SESSION/messages?limit=99999999999999999999",
        "400 | invalid           | /chat/sessions/SESSION/messages?before=abc",
        "400 | invalid           | /chat/sessions/SESSION/messages?after=-1",
        "400 | invalid           | /chat/sessions/SESSION/messages?before=2&after=1",
        "400 | invalid           | /chat/sessions/SESSION/messages?cursor=x",
        "400 | invalid           | /chat/sessions/SESSION/messages?cursor=",
        "400 | invalid           | /chat/sessions/SESSION/messages/recent?limit=0",
        "400 | invalid           | /chat/sessions/SESSION/messages/recent?limit=201",
        "400 | invalid           | /chat/sessions/SESSION/events?after=x",
        "400 | invalid           | /chat/sessions/SESSION/events?after=0&limit=0",
        "400 | invalid           | /chat/messages/x",
        "400 | invalid           | /chat/messages/SESSION",
        "400 | invalid           | /chat/messages/SESSION.0",
        "404 | message_not_found | /chat/messages/SESSION.1",
        "404 | message_not_found | /chat/messages/SESSION.99",
        "404 | session_not_found | /chat/messages/nowhere.2",
        "404 | bad_frame         | /chat/nothing",
        "405 | bad_frame         | /chat/sessions/SESSION/messages/batch",
      })
  void readIsAnsweredWithTheCode(int status, String code, String path) {
    alice.get(path.replace("SESSION", session)).refused(status, code);
    assertGoesOn();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST   | 400 | bad_frame | /chat/sessions                    | hello",
        "POST   | 400 | bad_frame | /chat/sessions                    | [1]",
        "POST   | 400 | bad_frame | /chat/sessions                    | {",
        "POST   | 400 | bad_frame | /chat/sessions                    | null",
        "POST   | 400 | invalid   | /chat/sessions                    | {'title':1}",
        "POST   | 400 | invalid   | /chat/sessions                    | {'title':'\\u0000'}",
        "POST   | 400 | invalid   | /chat/sessions                    | {'metadata':[]}",
        "POST   | 400 | invalid   | /chat/sessions                    | {'members':'bob'}",
        "POST   | 400 | invalid   | /chat/sessions                    | {'members':['a b']}",
        "POST   | 400 | invalid   | /chat/sessions                    | {'members':[1]}",
        "PATCH  | 400 | invalid   | /chat/sessions/SESSION            | {'title':1}",
        "PATCH  | 404 | session_not_found | /chat/sessions/nowhere    | {'title':'x'}",
        "PUT    | 400 | invalid   | /chat/sessions/SESSION/members/a%20b | {}",
        "DELETE | 400 | invalid   | /chat/sessions/SESSION/members/a%20b | {}",
        "DELETE | 400 | invalid   | /chat/sessions/a%20b              | {}",
        "POST   | 404 | session_not_found | /chat/sessions/nowhere/messages | {'content':'x'}",
        "POST   | 400 | bad_frame | /chat/sessions/SESSION/messages   | hello",
        "POST   | 400 | bad_frame | /chat/sessions/SESSION/messages   | ['content']",
        "POST   | 400 | invalid   | /chat/sessions/SESSION/messages/batch | {}",
        "POST   | 400 | invalid   | /chat/sessions/SESSION/messages/batch | {'messages':[]}",
        "POST   | 400 | invalid   | /chat/sessions/SESSION/messages/batch | {'messages':[1]}",
        "POST   | 400 | invalid   | /chat/sessions/SESSION/messages/batch | {'messages':{}}",
        "PUT    | 400 | invalid   | /chat/messages/x                  | {'content':'x'}",
        "PUT    | 404 | message_not_found | /chat/messages/SESSION.9  | {'content':'x'}",
        "DELETE | 404 | message_not_found | /chat/messages/SESSION.9  | {}",
        "PUT    | 405 | bad_frame | /chat/sessions                    | {}",
      })
  void writeIsAnsweredWithTheCode(
      String method, int status, String code, String path, String body) {
    alice
        .ask(method, path.replace("SESSION", session), body.replace('\'', '"'), Map.of())
        .refused(status, code);
    assertGoesOn();
  }

  @Test
  void sizesAreHeldTo() {
    alice.post("/chat/sessions", Map.of("title", "t".repeat(256))).require(201);
    alice.post("/chat/sessions", Map.of("title", "t".repeat(257))).refused(400, "invalid");
    alice.post("/chat/sessions", Map.of("members", users(999))).require(201);
    alice.post("/chat/sessions", Map.of("members", users(1_000))).refused(400, "invalid");
    var message = Map.of("content", "x");
    alice.post(batch(), Map.of("messages", List.of())).refused(400, "invalid");
    alice
        .post(batch(), Map.of("messages", Collections.nCopies(101, message)))
        .refused(400, "invalid");
    alice.post(batch(), "{\"pad\":\"" + "x".repeat(5_000_000) + "\"}").refused(413, "bad_frame");
    assertGoesOn();
  }

  @Test
  void batchMayBeAsLargeAsItsMessages() {
    var longest = Map.of("content", "x".repeat(32_768));
    alice.post(batch(), Map.of("messages", Collections.nCopies(100, longest))).require(201);
  }

  @Test
  void keysHaveAForm() {
    String path = "/chat/sessions/" + session + "/messages";
    for (String key : List.of("", "a b", "a#1", TOO_LONG)) {
      alice.post(path, Map.of("content", "x"), key).refused(400, "invalid");
    }
    assertGoesOn();
  }

  @Test
  void bodyIsJsonInUtf8() {
    String path = "/chat/sessions/" + session + "/messages";
    alice
        .ask("POST", path, "{\"content\":\"x\"}", Map.of("Content-Type", "text/plain"))
        .refused(415, "bad_frame");
    alice.ask("POST", path, null, Map.of()).refused(415, "bad_frame");
    assertGoesOn();
  }

  @Test
  void cursorFromElsewhereIsNone() {
    String other = alice.createSession();
    for (int i = 0; i < 3; i++) {
      alice.send(other, "Message " + i);
    }
    String cursor =
        alice.get("/chat/sessions/" + other + "/messages?limit=1&minSeq=4").field("nextCursor");
    String sessions = alice.get("/chat/sessions?limit=1").require(200).field("nextCursor");
    assertThat(cursor).isNotEmpty();
    assertThat(sessions).isNotEmpty();
    String path = "/chat/sessions/" + session + "/messages?cursor=";
    alice.get(path + cursor).refused(400, "invalid");
    alice.get(path + sessions).refused(400, "invalid");
    alice.get("/chat/sessions?cursor=" + cursor).refused(400, "invalid");
    assertGoesOn();
  }

  @Test
  void messageOfAForeignSessionIsOutOfReach() {
    User bob = chat.user("bob");
    String foreign = bob.send(bob.createSession(), "His").field("id");
    alice.get("/chat/messages/" + foreign).refused(404, "session_not_found");
    alice
        .put("/chat/messages/" + foreign, Map.of("content", "x"))
        .refused(404, "session_not_found");
    alice.delete("/chat/messages/" + foreign).refused(404, "session_not_found");
    assertGoesOn();
  }

  private void assertGoesOn() {
    assertThat(alice.send(session, "Goes on").number("seq")).as("nothing was written").isEqualTo(3);
    alice.get("/chat/sessions/" + session + "?minSeq=3").require(200);
  }

  private String batch() {
    return "/chat/sessions/" + session + "/messages/batch";
  }

  private static List<String> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> "user-" + i).toList();
  }
}
