package dev.confab.gateway.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.socket.Dialect;
import dev.confab.gateway.socket.Wire;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoSpeakerTest {
  private static final String EVENT =
      "{\"type\":\"message_created\",\"sessionId\":\"s\",\"seq\":7}";

  private final Recorder recorder = new Recorder();
  private final SocketIoSpeaker speaker =
      new SocketIoSpeaker(new ConnectionId("c1"), recorder, new SocketIo(25_000, 15_000, 65_536));

  /// What reaches the client and the gateway, as texts.
  private static final class Recorder implements Wire {
    private final List<String> said = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    @Override
    public void write(List<Frame> frames, Consumer<@Nullable Throwable> written) {
      frames.forEach(frame -> said.add(frame.toString()));
      written.accept(null);
    }

    @Override
    public void ping() {
      said.add("ping");
    }

    @Override
    public void close(CloseCode code) {
      said.add("close " + code.code());
    }

    @Override
    public void abort() {
      said.add("abort");
    }
  }

  /// A gateway that closes says so to the client, as the socket's wire does.
  private final Dialect.Ear ear =
      new Dialect.Ear() {
        @Override
        public void text(String frame) {
          recorder.heard.add(frame);
        }

        @Override
        public void heard() {
          recorder.heard.add("alive");
        }

        @Override
        public void close(CloseCode code) {
          speaker.close(code);
        }
      };

  @BeforeEach
  void greets() {
    assertThat(recorder.said)
        .containsExactly(
            "0{\"sid\":\"c1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":15000,\"maxPayload\":65536}");
    recorder.said.clear();
  }

  private void connect() {
    speaker.opened();
    speaker.hear("40/chat,{\"token\":\"t\"}", ear);
    answer(Answer.pong("connect"));
    recorder.said.clear();
    recorder.heard.clear();
  }

  private void answer(Answer answer) {
    speaker.write(List.of(Frame.of(answer)), failure -> {});
  }

  @Test
  void tokenOfTheConnectPacketAuthenticates() {
    speaker.opened();
    speaker.hear("40/chat,{\"token\":\"t\"}", ear);
    assertThat(recorder.heard.getFirst())
        .contains("\"authenticate\"", "\"id\":\"connect\"", "\"token\":\"t\"");
    answer(Answer.error("connect", ErrorCode.UNAUTHENTICATED));
    speaker.close(CloseCode.UNAUTHENTICATED);
    assertThat(recorder.said).hasSize(2);
    assertThat(recorder.said.getFirst())
        .startsWith("44/chat,{")
        .contains("\"code\":\"unauthenticated\"");
    assertThat(recorder.said.getLast()).isEqualTo("close 4401");
  }

  @Test
  void connectWithoutTokenAsksWhetherTheHandshakeHadOne() {
    speaker.opened();
    speaker.hear("40/chat,", ear);
    assertThat(recorder.heard.getFirst()).contains("\"ping\"", "\"id\":\"connect\"");
    answer(Answer.pong("connect"));
    assertThat(recorder.said).containsExactly("40/chat,{\"sid\":\"c1\"}");
  }

  @Test
  void whoIsClosedBeforeHeIsInIsToldWhy() {
    speaker.close(CloseCode.TOO_MANY_CONNECTIONS);
    assertThat(recorder.said.getFirst()).startsWith("44/chat,{").contains("4409");
    assertThat(recorder.said.getLast()).isEqualTo("close 4409");
  }

  @Test
  void eventsKeepTheirBytes() {
    connect();
    speaker.write(List.of(Frame.of(EVENT.getBytes(UTF_8))), failure -> {});
    assertThat(recorder.said).containsExactly("42/chat,[\"message_created\"," + EVENT + "]");
  }

  @Test
  void answersGoToTheirCallbacks() {
    connect();
    speaker.hear("42/chat,17[\"ping\",{\"type\":\"x\",\"id\":\"y\"}]", ear);
    assertThat(recorder.heard).containsExactly("{\"id\":\"ack-17\",\"type\":\"ping\"}");
    answer(Answer.pong("ack-17"));
    assertThat(recorder.said).containsExactly("43/chat,17[{\"type\":\"pong\"}]");
  }

  @Test
  void answersThatNobodyWaitsForAreEvents() {
    connect();
    speaker.hear("42/chat,[\"ping\"]", ear);
    assertThat(recorder.heard).containsExactly("{\"id\":\"silent\",\"type\":\"ping\"}");
    answer(Answer.pong("silent"));
    answer(Answer.error(null, ErrorCode.RATE_LIMITED));
    assertThat(recorder.said.getFirst()).isEqualTo("42/chat,[\"pong\",{\"type\":\"pong\"}]");
    assertThat(recorder.said.getLast()).startsWith("42/chat,[\"error\",{").contains("rate_limited");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42/chat,3[\"e\",\"text\"]", "42/chat,3{}", "42/chat,3[]", "42/chat,3"})
  void eventOfAnotherFormHasNoType(String packet) {
    connect();
    speaker.hear(packet, ear);
    assertThat(recorder.heard).containsExactly("{\"id\":\"ack-3\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4",
        "x",
        "4x",
        "48/chat,",
        "42/chat,[",
        "42/chat,[\"a\",{\"b\":1,\"b\":2}]",
        "42/chat,1234567890123456[\"ping\"]",
        "42[\"ping\"]",
        "42/other,[\"ping\"]",
        "451-/chat,[\"a\",{\"_placeholder\":true,\"num\":0}]"
      })
  void whatIsNoPacketEndsTheSocket(String text) {
    connect();
    speaker.hear(text, ear);
    assertThat(recorder.heard).isEmpty();
    assertThat(recorder.said).containsExactly("41/chat,", "close 4400");
  }

  @Test
  void eventBeforeTheConnectPacketEndsTheSocket() {
    speaker.opened();
    speaker.hear("42/chat,[\"ping\"]", ear);
    assertThat(recorder.heard).isEmpty();
    assertThat(recorder.said.getLast()).isEqualTo("close 4400");
  }

  /// Then his `auth` is asked again.
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NORMAL", "NOT_JSON", "ORIGIN_REFUSED"})
  void whoMayComeBackOnlyLosesTheTransport(CloseCode code) {
    connect();
    speaker.close(code);
    assertThat(recorder.said).containsExactly("close " + code.code());
  }

  @ParameterizedTest
  @EnumSource(names = {"NORMAL", "NOT_JSON", "ORIGIN_REFUSED"})
  void whoMayNotComeBackIsDisconnected(CloseCode code) {
    connect();
    speaker.close(code);
    assertThat(recorder.said).containsExactly("41/chat,", "close " + code.code());
  }

  /// His `auth` is slow, or failed: a refusal would be the last that he hears.
  @Test
  void whoseAuthGivesNoTokenInTimeIsAskedAgain() {
    speaker.opened();
    speaker.close(CloseCode.UNAUTHENTICATED);
    assertThat(recorder.said).containsExactly("close 4401");
  }

  @Test
  void whoIsRefusedInTheHandshakeIsTold() {
    speaker.close(CloseCode.UNAUTHENTICATED);
    speaker.opened();
    assertThat(recorder.said.getFirst()).startsWith("44/chat,{").contains("4401");
  }

  /// Or else a client with `retries` keeps back all that comes behind it.
  @Test
  void typingIsAnsweredWhereACallbackWaits() {
    connect();
    speaker.hear("42/chat,5[\"typing\",{\"sessionId\":\"s\",\"typing\":true}]", ear);
    speaker.hear("42/chat,[\"typing\",{\"sessionId\":\"s\",\"typing\":true}]", ear);
    assertThat(recorder.heard)
        .containsExactly(
            "{\"id\":\"ack-5\",\"type\":\"typing\",\"answer\":true,\"sessionId\":\"s\",\"typing\":true}",
            "{\"id\":\"silent\",\"type\":\"typing\",\"sessionId\":\"s\",\"typing\":true}");
    answer(Answer.done("ack-5", new SessionId("s")));
    assertThat(recorder.said).containsExactly("43/chat,5[{\"type\":\"done\",\"sessionId\":\"s\"}]");
  }

  @Test
  void pingIsEnginesOwn() {
    speaker.ping();
    speaker.opened();
    speaker.hear("3", ear);
    assertThat(recorder.said).containsExactly("2");
    assertThat(recorder.heard).containsExactly("alive");
  }

  @Test
  void otherNamespacesAreRefused() {
    speaker.opened();
    speaker.hear("40/other,{\"token\":\"t\"}", ear);
    assertThat(recorder.said).containsExactly("44/other,{\"message\":\"Invalid namespace\"}");
  }

  @Test
  void theMainNamespaceIsAnother() {
    speaker.opened();
    speaker.hear("40", ear);
    assertThat(recorder.said).containsExactly("44{\"message\":\"Invalid namespace\"}");
  }

  /// What is answered beside the queue is answered once.
  @Test
  void whoKnocksAgainAndAgainIsClosed() {
    speaker.opened();
    speaker.hear("40/other,", ear);
    speaker.hear("40/other,", ear);
    assertThat(recorder.said.getLast()).isEqualTo("close 4400");
    recorder.said.clear();
    var other =
        new SocketIoSpeaker(new ConnectionId("c2"), recorder, new SocketIo(25_000, 15_000, 65_536));
    other.opened();
    other.hear("40/" + "x".repeat(100), ear);
    assertThat(recorder.said.getLast()).isEqualTo("close 4400");
  }

  @Test
  void whoConnectsTwiceIsClosed() {
    connect();
    speaker.hear("40/chat,{\"token\":\"t\"}", ear);
    assertThat(recorder.heard).isEmpty();
    assertThat(recorder.said).containsExactly("41/chat,", "close 4400");
  }

  /// A client that is refused does not come back by himself; one whose transport ends does.
  @Test
  void troubleThatPassesOnlyEndsTheTransport() {
    speaker.opened();
    speaker.hear("40/chat,{\"token\":\"t\"}", ear);
    answer(Answer.error("connect", ErrorCode.UNAVAILABLE));
    speaker.close(CloseCode.RESTARTING);
    assertThat(recorder.said).noneMatch(said -> said.startsWith("44")).contains("close 1012");
  }
}
