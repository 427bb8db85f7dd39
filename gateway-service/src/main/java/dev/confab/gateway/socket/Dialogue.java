package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Attendance;
import dev.confab.gateway.channel.Token;
import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.input.Checked;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.log.CommandLog;
import dev.confab.gateway.log.Outcome;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.security.TokenVerifier;
import dev.confab.web.trace.PacedLog;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.jwt.JwtException;

/// What one client says, and what comes of it. Frames are taken one after the other, so that the
/// commands they become keep their order.
final class Dialogue implements Dialect.Ear {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(Dialogue.class));

  /// Bytes of a text of whoever has not said who he is: a token fits.
  private static final long STRANGERS_MOST = 8_192;

  /// An answer with all members may be a hundred times as large as a message's verdict.
  private static final int INFO_WEIGHT = 8;

  private final Socket socket;
  private final Visit visit;
  private final Attendance attendance;
  private final CommandLog commands;
  private final Intake intake;
  private final TokenVerifier tokens;
  private final UserBudget budget;

  /// Of the text that came last.
  private int textBytes;

  /// Whether only a cookie says who he is, and he has not said anything yet.
  private boolean presumed;

  /// Why he is nobody, as long as he is.
  private String whyNobody = ErrorCode.UNAUTHENTICATED.sentence();

  Dialogue(Socket socket, Visit visit, Conversations conversations) {
    this.socket = socket;
    this.visit = visit;
    this.attendance = conversations.channels().attend(socket);
    this.commands = conversations.commands();
    this.intake = conversations.intake();
    this.tokens = conversations.tokens();
    this.budget = conversations.budget();
  }

  Socket socket() {
    return socket;
  }

  void begin(Admission.Known known) {
    presumed = known.byCookie();
    login(known.login());
  }

  void begin(Admission.Unknown unknown) {
    whyNobody = unknown.sentence();
  }

  /// Who he is, from the handshake or a frame. False if there is no room for him: then the socket
  /// is being closed.
  private boolean login(Login login) {
    if (!visit.admits(login.caller().userId())) {
      socket.close(CloseCode.TOO_MANY_CONNECTIONS);
      return false;
    }
    socket.login(login);
    return true;
  }

  /// How many bytes a text of his may have, of those that one may have at all.
  long most(long atAll) {
    return socket.login() == null ? Math.min(atAll, STRANGERS_MOST) : atAll;
  }

  /// Who he is; `null` as long as he has not said it.
  @Nullable UserId user() {
    Login login = socket.login();
    return login == null ? null : login.caller().userId();
  }

  /// Whether he has begun a text that has yet to end.
  void begun(boolean yetToEnd) {
    socket.begun(yetToEnd);
  }

  /// Whether he is not heard any more.
  boolean isOver() {
    return socket.isClosing();
  }

  /// A frame of the transport came, of whatever kind. Returns for how many nanoseconds no more is
  /// to be read.
  long frame() {
    socket.received();
    return visit.frame(socket.login() != null);
  }

  /// Whether he has to wait for answers first; then `whenRoom` is run once, on another thread.
  boolean waits(Runnable whenRoom) {
    Login login = socket.login();
    return login != null && !socket.isClosing() && visit.underWay().waits(login.caller(), whenRoom);
  }

  /// A text of so many bytes came; what it says is heard next.
  void came(int bytes) {
    textBytes = bytes;
  }

  @Override
  public void text(String text) {
    socket.heard();
    if (socket.isClosing()) {
      return;
    }
    switch (FrameReader.read(text)) {
      case FrameReader.Read.Foreign foreign -> socket.close(CloseCode.NOT_JSON);
      case FrameReader.Read.Wrong wrong when socket.login() == null -> expel(wrong.id());
      case FrameReader.Read.Wrong wrong when mayAsk(wrong.id()) -> socket.answer(wrong.answer());
      case FrameReader.Read.Sound sound when mayAsk(sound.frame().id()) -> hear(sound.frame());
      case FrameReader.Read.Wrong wrong -> {}
      case FrameReader.Read.Sound sound -> {}
    }
  }

  /// Whether it is within what he may ask; else he is told. A stranger asks nothing.
  private boolean mayAsk(@Nullable String id) {
    Login login = socket.login();
    if (login == null || budget.take(login.caller(), 1, textBytes)) {
      return true;
    }
    socket.answer(Answer.error(id, ErrorCode.RATE_LIMITED));
    return false;
  }

  @Override
  public void heard() {
    socket.heard();
  }

  @Override
  public void close(CloseCode code) {
    socket.close(code);
  }

  /// The socket is gone.
  void end() {
    socket.gone();
    attendance.close();
    visit.end();
  }

  private void hear(ClientFrame frame) {
    if (socket.login() == null && !(frame instanceof ClientFrame.Authenticate)) {
      expel(frame.id());
      return;
    }
    String id = frame.id();
    try {
      answer(frame);
    } catch (RuntimeException e) {
      log.error("A frame could not be handled", e);
      socket.answer(Answer.error(id, ErrorCode.UNAVAILABLE));
    }
  }

  private void answer(ClientFrame frame) {
    boolean open = presumed;
    presumed = false;
    switch (frame) {
      case ClientFrame.Authenticate authenticate -> authenticate(authenticate, open);
      case ClientFrame.JoinSession join when visit.takesJoin(socket.caller()) ->
          attendance.join(join.id(), join.sessionId(), join.after());
      case ClientFrame.JoinSession join ->
          socket.answer(Answer.error(join.id(), ErrorCode.RATE_LIMITED));
      case ClientFrame.LeaveSession leave -> attendance.leave(leave.id(), leave.sessionId());
      case ClientFrame.SendMessage send -> send(send);
      case ClientFrame.EditMessage edit -> edit(edit);
      case ClientFrame.DeleteMessage delete ->
          write(
              delete.id(),
              intake.delete(socket.caller(), delete.messageId(), delete.key()),
              seq -> delete.messageId());
      case ClientFrame.Typing typing ->
          attendance.typing(typing.id(), typing.sessionId(), typing.typing(), typing.answer());
      case ClientFrame.GetSessionInfo info -> inform(info);
      case ClientFrame.Ping ping -> socket.answer(Answer.pong(ping.id()));
    }
  }

  /// @param open whether it may still be anybody
  private void authenticate(ClientFrame.Authenticate frame, boolean open) {
    TokenVerifier.Verdict verdict;
    try {
      verdict = tokens.verify(frame.token());
    } catch (JwtException e) {
      log.warn("The issuer's keys are out of reach", NestedExceptionUtils.getMostSpecificCause(e));
      socket.answer(Answer.error(frame.id(), ErrorCode.UNAVAILABLE));
      return;
    }
    Login before = socket.login();
    switch (verdict) {
      case TokenVerifier.Verdict.Accepted accepted
          when open
              || before == null
              || before.caller().userId().equals(accepted.caller().userId()) -> {
        if (login(new Login(accepted.caller(), accepted.expiresAt(), new Token(frame.token())))) {
          socket.answer(
              Answer.authenticated(
                  frame.id(), accepted.caller().userId(), accepted.expiresAt(), Instant.now()));
          if (before != null
              && before.caller().isService()
              && !accepted.caller().isService()
              && !attendance.isEmpty()) {
            // He may sit where he is no member: he comes again, and joins with what is left to him.
            socket.close(CloseCode.RESTARTING);
          }
        }
      }
      case TokenVerifier.Verdict.Accepted other ->
          expel(frame.id(), "The token is another user's.");
      case TokenVerifier.Verdict.Refused refused -> expel(frame.id(), refused.sentence());
    }
  }

  private void send(ClientFrame.SendMessage frame) {
    SessionId session = frame.sessionId();
    write(
        frame.id(),
        intake.send(socket.caller(), session, frame.fields(), null),
        seq -> new MessageId(session, seq));
  }

  private void edit(ClientFrame.EditMessage frame) {
    write(
        frame.id(),
        intake.edit(socket.caller(), frame.messageId(), frame.fields(), null),
        seq -> frame.messageId());
  }

  private void write(
      String id, Checked<? extends Command> checked, LongFunction<MessageId> messageOf) {
    switch (checked) {
      case Checked.Valid<? extends Command> valid -> write(id, valid.command(), messageOf);
      case Checked.Invalid<? extends Command> invalid ->
          socket.answer(Answer.invalid(id, invalid.violations()));
    }
  }

  private void write(String id, Command command, LongFunction<MessageId> messageOf) {
    ask(
        command,
        1,
        outcome -> {
          if (outcome instanceof Outcome.Accepted && command instanceof Command.SendMessage send) {
            attendance.wrote(send.sessionId());
          }
          socket.answer(Answers.ofWrite(id, outcome, messageOf));
        });
  }

  private void inform(ClientFrame.GetSessionInfo frame) {
    ask(
        intake.info(socket.caller(), frame.sessionId()),
        INFO_WEIGHT,
        outcome ->
            socket.answer(
                outcome instanceof Outcome.Replied(Reply.Info info)
                    ? Answer.info(frame.id(), info)
                    : Answers.ofTrouble(frame.id(), outcome)));
  }

  /// Asks the log; what came of it ends once, also if it could not be asked.
  ///
  /// @param weight as how many it counts, as long as it is under way
  private void ask(Command command, int weight, Consumer<Outcome> whenDecided) {
    Caller caller = socket.caller();
    AtomicBoolean ended = new AtomicBoolean();
    Runnable end =
        () -> {
          if (ended.compareAndSet(false, true)) {
            socket.answered();
            visit.underWay().end(caller, weight);
          }
        };
    socket.asked();
    visit.underWay().begin(caller, weight);
    try {
      commands.send(
          command,
          outcome -> {
            try {
              whenDecided.accept(outcome);
            } finally {
              end.run();
            }
          });
    } catch (RuntimeException e) {
      end.run();
      throw e;
    }
  }

  private void expel(@Nullable String id) {
    expel(id, whyNobody);
  }

  private void expel(@Nullable String id, String why) {
    socket.answer(Answer.error(id, ErrorCode.UNAUTHENTICATED, why));
    socket.close(CloseCode.UNAUTHENTICATED);
  }
}
