package dev.confab.system.fuzz;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/// Somebody well-behaved, who writes and reads all along, by REST and on a socket, as the protocol
/// tells him: what is `unavailable` he repeats with the same key. One thread.
final class Bystander implements Runnable {
  private static final int TRIES = 20;

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
        long seq = write("m-" + messages++);
        socket.awaitEvents(session, seq);
        long next = socket.send(session, "By socket").seq();
        String page = "/chat/sessions/" + session + "/messages?limit=5&minSeq=" + next;
        again(() -> user.get(page)).require(200);
      }
    }
  }

  private long write(String key) {
    String path = "/chat/sessions/" + session + "/messages";
    Answer answer = again(() -> user.post(path, Map.of("content", "By REST"), key));
    return answer.require(201).number("seq");
  }

  /// The answer, once it is not that there is none for now.
  private static Answer again(Supplier<Answer> request) {
    Answer answer = request.get();
    for (int i = 1; i < TRIES && answer.status() == 503; i++) {
      answer = request.get();
    }
    return answer;
  }
}
