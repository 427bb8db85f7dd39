package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.client.ChatSession;
import dev.confab.client.Confab;
import dev.confab.client.ConfabException;
import dev.confab.client.ConnectionState;
import dev.confab.client.Sent;
import dev.confab.client.SessionState;
import dev.confab.schema.chat.Message;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.system.client.Chat;
import dev.confab.system.client.CutLine;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The client for back ends keeps its list right, whatever happens to its line.
@ExtendWith(SharedRun.class)
class JavaClientTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MANY = 150;

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static Confab client(URI server, User user) {
    return Confab.connect(server, user::token);
  }

  private static void await(ChatSession session, long seq) {
    Awaitility.await("event " + seq).atMost(PATIENCE).until(() -> session.state().seq() >= seq);
  }

  @Test
  void twoBackEndsTalk(Running running) throws Exception {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    User bob = chat.user("bob");
    try (Confab hers = client(running.uri(), alice);
        Confab his = client(running.uri(), bob)) {
      SessionId id = get(hers.createSession("Lunch", List.of(new UserId(bob.name())))).id();
      ChatSession mine = hers.session(id);
      ChatSession theirs = his.session(id);
      get(mine.join());
      get(theirs.join());
      Queue<Event> heard = new ConcurrentLinkedQueue<>();
      theirs.onEvent(heard::add);
      Sent sent = get(mine.send("Soup?"));
      await(theirs, sent.seq());
      Sent edited = get(mine.edit(sent.messageId(), "Soup today?"));
      await(theirs, edited.seq());
      assertThat(theirs.messages()).extracting(Message::content).containsExactly("Soup today?");
      assertThat(heard).extracting(Event::seq).containsExactly(sent.seq(), edited.seq());
      Awaitility.await("both are here")
          .atMost(PATIENCE)
          .until(() -> mine.participants().size() == 2);
      await(theirs, get(mine.delete(sent.messageId())).seq());
      assertThat(theirs.messages()).isEmpty();
      assertThatThrownBy(() -> get(mine.edit(sent.messageId(), "Too late")))
          .hasCauseInstanceOf(ConfabException.class)
          .hasMessageContaining("message");
      get(hers.session(id).removeMember(new UserId(bob.name())));
      Awaitility.await("bob is out")
          .atMost(PATIENCE)
          .until(() -> theirs.state().status() == SessionState.Status.GONE);
    }
  }

  @Test
  void badTokensEndItWithTheProtocolsCode(Running running) {
    AtomicInteger asked = new AtomicInteger();
    try (Confab client =
        Confab.connect(running.uri(), () -> "nonsense" + asked.incrementAndGet())) {
      Awaitility.await("the refusal")
          .atMost(PATIENCE)
          .until(() -> client.connection().status() == ConnectionState.Status.CLOSED);
      assertThat(client.connection().code()).isEqualTo(4401);
      assertThat(asked).as("a refused token is asked for once more").hasValue(2);
      assertThatThrownBy(() -> client.session(new SessionId("s")).send("Anybody?").join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(ConfabException.class);
    }
  }

  @Test
  void olderPagesComeInFront(Running running) throws Exception {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    try (Confab client = client(running.uri(), alice)) {
      ChatSession session = client.session(get(client.createSession(null, List.of())).id());
      List<CompletableFuture<Sent>> sent =
          IntStream.range(0, MANY).mapToObj(i -> session.send("Message " + i)).toList();
      long last = get(sent.getLast()).seq();
      get(session.join());
      assertThat(session.messages()).hasSize(100);
      while (session.hasOlder()) {
        get(session.loadOlder());
      }
      assertThat(session.messages())
          .extracting(Message::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(2, last).boxed().toList());
    }
  }

  /// Each message has one place and both see the same, though all that is under way is lost again
  /// and again.
  @Test
  void cutsLoseAndDoubleNothing(Running running) throws Exception {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    User bob = chat.user("bob");
    Random random = new Random(5);
    try (CutLine line = new CutLine(running.uri());
        Confab hers = client(line.uri(), alice);
        Confab his = client(line.uri(), bob)) {
      SessionId id = get(hers.createSession("Cut", List.of(new UserId(bob.name())))).id();
      ChatSession mine = hers.session(id);
      ChatSession theirs = his.session(id);
      get(mine.join());
      get(theirs.join());
      Queue<Long> heard = new ConcurrentLinkedQueue<>();
      theirs.onEvent(event -> heard.add(event.seq()));
      List<CompletableFuture<Sent>> sent = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        sent.add(mine.send("Hers " + i));
        sent.add(theirs.send("His " + i));
        if (random.nextInt(25) == 0) {
          long half = sent.size() / 2;
          Awaitility.await("some are sent")
              .atMost(PATIENCE)
              .until(() -> sent.stream().filter(CompletableFuture::isDone).count() >= half);
          line.cut();
        }
      }
      List<Long> places = new ArrayList<>();
      for (CompletableFuture<Sent> each : sent) {
        places.add(get(each).seq());
      }
      long last = 1 + 2L * MANY;
      assertThat(places)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, last).boxed().toList());
      await(mine, last);
      await(theirs, last);
      assertThat(mine.messages()).hasSize(2 * MANY).isEqualTo(theirs.messages());
      assertThat(heard).containsExactlyElementsOf(LongStream.rangeClosed(2, last).boxed().toList());
    }
  }
}
