package dev.confab.web.server;

import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Meters;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends what is behind it answers without a thread: what a client does not take at once is kept,
/// and whoever wrote it goes on. All that is kept has one total; where there is no room, and where
/// a client has not taken all within a time, the connection ends. Refusals over an address's rate
/// leave later. Thread-safe.
final class AnswerSender extends Handler.Wrapper {
  private final UnsentAnswers unsent;

  /// @param refusals by address
  AnswerSender(ByteBudget budget, Duration patience, Meters<String> refusals, Runnable whenCut) {
    this.unsent = new UnsentAnswers(budget, patience, refusals, whenCut);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Answer answer = new Answer(request, response, callback, unsent);
    return super.handle(request, answer, answer);
  }
}
