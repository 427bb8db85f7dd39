package dev.confab.web.server;

import java.io.IOException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Paces what Jetty refuses by itself, such as a head that is none, like any other refusal.
/// Thread-safe.
final class PacedErrors implements Request.Handler {
  private final Request.Handler shown;
  private final RefusalPace pace;

  /// @param shown what writes the answer
  PacedErrors(Request.Handler shown, RefusalPace pace) {
    this.shown = shown;
    this.pace = pace;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean delayed =
        !(response instanceof Answer)
            && pace.delays(
                request,
                response.getStatus(),
                () -> show(request, response, callback),
                () -> end(request, callback));
    return delayed || shown.handle(request, response, callback);
  }

  private void show(Request request, Response response, Callback callback) {
    try {
      shown.handle(request, response, callback);
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  private static void end(Request request, Callback callback) {
    // Jetty logs other failures with their stack, whoever brought them about.
    IOException cause = new EofException("its address is refused too often");
    request.getConnectionMetaData().getConnection().getEndPoint().close(cause);
    callback.failed(cause);
  }
}
