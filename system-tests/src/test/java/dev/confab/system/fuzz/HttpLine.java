package dev.confab.system.fuzz;

import dev.confab.system.client.RawHttp;
import dev.confab.system.client.RawHttp.Reply;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A connection that is kept as long as the answers promise, and asks that it is. One thread.
final class HttpLine implements AutoCloseable {
  private final World world;
  private @Nullable RawHttp open;

  /// What was asked and answered before, on the same connection.
  private String before = "nothing";

  HttpLine(World world) {
    this.world = world;
  }

  /// The judged answer to a request that is whole.
  Reply ask(String method, Attempt attempt, byte[] request) throws IOException {
    RawHttp http = open;
    if (http == null) {
      http = world.connect();
      open = http;
      before = "nothing";
    }
    try {
      http.send(attempt.sends(request));
      Reply reply = http.receive(method);
      attempt.ended(Integer.toString(reply.status()));
      HttpJudge.judge(method, request, reply);
      if (reply.isLast()) {
        http.endOutput();
        if (method.equals("HEAD")) {
          // Of what is no request at all nobody knows that it asked for no body.
          http.drain();
        } else if (!http.isAtEnd()) {
          throw new Violation("more than one answer");
        }
        close();
      } else {
        before = Finding.shown(request) + "\nanswered " + reply;
      }
      return reply;
    } catch (EOFException e) {
      close();
      throw new Violation("closed without a word, or by the answer before: " + before, e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
