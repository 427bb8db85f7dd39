package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.gateway.log.FakeShard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final int CLIENTS = 8;

  @Test
  void closesOneByOneAndTakesNoNewOnes() {
    Gateway gateway = Gateway.start(Map.of("confab.gateway.drain", "3s"));
    FakeShard shard = gateway.shard();
    String session = new Rest(gateway).createSession("alice");
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Client client = Client.of(gateway, "user" + i);
      client.say(
          "{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"%s\"}".formatted(session));
      client.next("joined");
      clients.add(client);
    }
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
    await().until(() -> refusesHandshakes(gateway));
    await().until(() -> clients.stream().anyMatch(client -> !client.isOpen()));
    assertThat(clients).anyMatch(Client::isOpen);
    assertThat(clients).allMatch(client -> client.closeCode() == 1012);
    stopped.join();
    assertThat(shard.leaves()).isEqualTo(CLIENTS);
  }

  @Test
  void writeUnderWayIsAnsweredFirst() {
    Gateway gateway = Gateway.start(Map.of("confab.gateway.deadline", "3s"));
    String session = new Rest(gateway).createSession("alice");
    Client client = Client.of(gateway, "alice");
    gateway.shard().fallSilent(true);
    client.say(
        "{\"id\":\"m\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"hi\"}"
            .formatted(session));
    await().until(() -> gateway.shard().sends() == 1);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
    assertThat(client.next("error").toString()).contains("unavailable");
    assertThat(client.closeCode()).isEqualTo(1012);
    stopped.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void clientThatDoesNotAnswerTheCloseDoesNotHoldItUp() throws IOException {
    Gateway gateway = Gateway.start(Map.of());
    try (RawClient client = new RawClient(gateway, "alice")) {
      await().until(() -> gateway.sockets() == 1);
      CompletableFuture.runAsync(gateway::close).orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(client.readToTheEnd()).isEqualTo(1012);
    }
  }

  private static boolean refusesHandshakes(Gateway gateway) {
    try {
      new RawClient(gateway, "late").close();
      return false;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("HTTP/1.1 503 ");
    }
  }
}
