package dev.confab.web.server;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends what is behind it answers without a thread: what a client does not take at once is kept,
/// and whoever wrote it goes on. All that is kept has one total; where there is no room, and where
/// a client takes too little for a time, the connection ends. Refusals over a network's rate leave
/// later. Thread-safe.
final class AnswerSender extends Handler.Wrapper {
  private final UnsentAnswers unsent;

  AnswerSender(UnsentAnswers unsent) {
    this.unsent = unsent;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Answer answer = new Answer(request, response, callback, unsent);
    return super.handle(request, answer, answer);
  }
}
