package dev.confab.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.gateway.channel.ChannelRules;
import dev.confab.gateway.channel.Channels;
import dev.confab.gateway.channel.Presence;
import dev.confab.gateway.channel.Token;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.limit.RateLimits;
import dev.confab.gateway.limit.Refusals;
import dev.confab.gateway.log.TestLog;
import dev.confab.schema.command.Caller;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Memory;
import dev.confab.web.limit.MemoryProperties;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.limit.UserBudgetProperties;
import dev.confab.web.security.TokenVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.unit.DataSize;

class JettySocketTest {
  private static final ClientNetwork ADDRESS = ClientNetwork.of("192.0.2.1");
  private static final RateLimits ONE_PER_ADDRESS =
      new RateLimits(1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1);

  private static final ByteBudget PARTIAL = new ByteBudget(100, () -> {});

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Sockets sockets =
      new Sockets(10, Duration.ZERO, PARTIAL, System::nanoTime, Clock.systemUTC());
  private final Entrance entrance = new Entrance(sockets, ONE_PER_ADDRESS, new Refusals(registry));
  private final Pump pump = new Pump(0);
  private Runnable whileItOpens = () -> {};

  @BeforeEach
  void start() {
    sockets.start();
  }

  @AfterEach
  void stop() {
    sockets.stop();
    pump.close();
  }

  @Test
  void isThereUntilItsEnd() {
    JettySocket socket = open();
    assertThat(sockets.size()).isOne();
    assertThat(hasRoom()).isFalse();

    socket.onClosed(CloseStatus.NORMAL_STATUS, Callback.NOOP);

    assertThat(sockets.size()).isZero();
    assertThat(hasRoom()).isTrue();
  }

  /// What is written to a socket while it opens can end it, on another thread.
  @Test
  void leavesNothingWhenItEndsWhileItOpens() {
    JettySocket socket = socket();
    whileItOpens = () -> socket.onClosed(CloseStatus.NO_CLOSE_STATUS, Callback.NOOP);

    socket.onOpen(new CoreSession.Empty(), Callback.NOOP);

    assertThat(sockets.size()).isZero();
    assertThat(hasRoom()).isTrue();
  }

  /// A place among what is under way is no leave to come faster.
  @Test
  void whoWaitedForAnAnswerStillKeepsToHisRate() {
    Caller alice = new Caller(new UserId("alice"), Set.of());
    Login login = new Login(alice, Instant.now().plusSeconds(600), new Token("t"));
    RateLimits fivePerSecond = new RateLimits(1, 1, 0, 1, 0, 1, 5, 1, 0, 1, 1, 0, 1);
    Entrance slow = new Entrance(sockets, fivePerSecond, new Refusals(registry));
    JettySocket socket = socket(slow, new Admission.Known(login, false));
    Demands session = new Demands();
    socket.onOpen(session, Callback.NOOP);
    socket.onFrame(new Frame(OpCode.PONG), Callback.NOOP);
    assertThat(session.at).as("opened, and the one at once").hasSize(2);
    slow.underWay().begin(alice, 1);
    long came = System.nanoTime();

    socket.onFrame(new Frame(OpCode.PONG), Callback.NOOP);
    assertThat(session.at).hasSize(2);
    slow.underWay().end(alice, 1);

    await().until(() -> session.at.size() == 3);
    assertThat(Duration.ofNanos(session.at.getLast() - came))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  /// Takes the times at which more is read.
  private static final class Demands extends CoreSession.Empty {
    private final List<Long> at = new CopyOnWriteArrayList<>();

    @Override
    public void demand() {
      at.add(System.nanoTime());
    }
  }

  private JettySocket open() {
    JettySocket socket = socket();
    socket.onOpen(new CoreSession.Empty(), Callback.NOOP);
    return socket;
  }

  private boolean hasRoom() {
    Visit visit = entrance.visit(ADDRESS);
    visit.end();
    return visit.isAdmitted();
  }

  private JettySocket socket() {
    return socket(entrance, new Admission.Unknown(""));
  }

  private JettySocket socket(Entrance entrance, Admission admission) {
    SocketMetrics metrics = new SocketMetrics(registry);
    Conversations conversations = conversations();
    SocketRules rules =
        new SocketRules(1_000, PARTIAL, conversations.budget(), 100, 25, 40, 5, System::nanoTime);
    SocketHandler handler =
        new SocketHandler(
            sockets,
            entrance,
            (id, wire, visit) -> {
              whileItOpens.run();
              return conversations.with(new Socket(id, wire, pump, rules, metrics), visit);
            },
            Dialect.OWN);
    return new JettySocket(
        handler, new Handshake.Result(ADDRESS, admission), new BegunTexts(PARTIAL, 100));
  }

  private static Conversations conversations() {
    TestLog log = new TestLog();
    Presence presence =
        new Presence(new GatewayId("here"), Clock.systemUTC(), () -> new CommandId("c"));
    Channels channels =
        new Channels(
            log.commands(),
            log.interests(),
            presence,
            (stretch, whenRead) -> {},
            new ChannelRules(1, 1, 1, 1, 1),
            new Memory(
                new MemoryProperties(null, null, null, null, null, null, null),
                0,
                new SimpleMeterRegistry()));
    JwtDecoder nobody =
        token -> {
          throw new BadJwtException(token);
        };
    return new Conversations(
        channels,
        log.commands(),
        new Intake(Clock.systemUTC(), Limits.DEFAULT),
        new TokenVerifier(nobody),
        new UserBudget(
            new UserBudgetProperties(0, 100, DataSize.ofBytes(0), DataSize.ofBytes(1)),
            new SimpleMeterRegistry()));
  }
}
