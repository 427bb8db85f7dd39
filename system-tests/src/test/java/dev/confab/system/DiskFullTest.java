package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A log that can't grow fails closed: what was acknowledged is there, and nothing else is said to
/// be.
class DiskFullTest {
  /// PostgreSQL's files have up to 16.
  private static final int MEGABYTES = 20;

  private static final int BATCH = 50;
  private static final int MOST = 40;
  private static final String CONTENT = "x".repeat(16_000);

  @Test
  void whatWasAcknowledgedBeforeTheDiskWasFullIsThere(@TempDir Path folder)
      throws InterruptedException {
    try (Running running = new Running(folder).start()) {
      // Once without, as PostgreSQL's programs are unpacked then, and are larger.
      running.stop();
      running.startWithFilesUpTo(MEGABYTES);
      User alice = new Chat(running).user("alice");
      String session = alice.createSession();
      List<String> acked = writeUntilRefused(alice, session);
      assertThat(acked).hasSizeBetween(BATCH, (MOST - 1) * BATCH);
      assertThat(running.awaitEnd()).isEqualTo(1);

      running.start();
      List<String> kept =
          alice.pages("/chat/sessions/" + session + "/messages?limit=100&after=0").stream()
              .flatMap(List::stream)
              .map(message -> message.path("id").asString(""))
              .toList();
      assertThat(kept).containsAll(acked).doesNotHaveDuplicates();
      alice.send(session, "It goes on");
    }
  }

  /// The ids of those that were acknowledged.
  private static List<String> writeUntilRefused(User alice, String session) {
    List<String> acked = new ArrayList<>();
    List<Map<String, String>> batch = Collections.nCopies(BATCH, Map.of("content", CONTENT));
    for (int i = 0; i < MOST; i++) {
      Answer answer;
      try {
        answer =
            alice.post("/chat/sessions/" + session + "/messages/batch", Map.of("messages", batch));
      } catch (UncheckedIOException gone) {
        return acked;
      }
      if (answer.status() != 201) {
        assertThat(answer.status()).isEqualTo(503);
        return acked;
      }
      for (JsonNode message : answer.items()) {
        acked.add(message.path("id").asString(""));
      }
    }
    return acked;
  }
}
