package dev.confab.system.fuzz;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import java.net.URI;
import java.util.Map;

/// Somebody well-behaved, who writes and reads all along, by REST and on a socket, as the protocol
/// tells him: what is `unavailable` he repeats with the same key. One thread.
final class Bystander implements Runnable {
  private final User user;
  private final String session;
  private volatile boolean goesOn = true;
  private int messages;

  Bystander(URI uri) {
    this.user = new Chat(uri).user("bystander");
    this.session = user.createSession();
  }

  void end() {
    goesOn = false;
  }

  /// How many messages he wrote and read.
  int messages() {
    return messages;
  }

  @Override
  public void run() {
    try (ChatSocket socket = user.socket()) {
      socket.join(session);
      while (goesOn) {
        String key = "m-" + messages++;
        long seq = write(key);
        socket.awaitEvents(session, seq);
        long next = say(socket, key + "s");
        String page = "/chat/sessions/" + session + "/messages?limit=5&minSeq=" + next;
        Again.ask(() -> user.get(page)).require(200);
      }
    }
  }

  private long write(String key) {
    String path = "/chat/sessions/" + session + "/messages";
    Answer answer = Again.ask(() -> user.post(path, Map.of("content", "By REST"), key));
    return answer.require(201).number("seq");
  }

  private long say(ChatSocket socket, String key) {
    var message = Map.of("sessionId", session, "content", "By socket", "clientId", key);
    return ChatSocket.require("ack", Again.say(() -> socket.ask("send_message", message))).seq();
  }
}
