package dev.confab.standalone.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// One message from a gateway through the log to history: who can do that can use everything.
final class RoundTrip {
  private static final String USER = "cluster";

  private final URI tokens;

  RoundTrip(URI tokens) {
    this.tokens = tokens;
  }

  /// By each gateway, and from each history instance, at least once. Throws `IOException` with what
  /// was answered if one does not work.
  void make(List<Part> gateways, List<Part> histories) throws IOException, InterruptedException {
    String token =
        require("POST", tokens.resolve("/dev/tokens"), "", "{\"user\":\"" + USER + "\"}")
            .field("access_token");
    for (int i = 0; i < Math.max(gateways.size(), histories.size()); i++) {
      Part gateway = gateways.get(i % gateways.size());
      Part history = histories.get(i % histories.size());
      make(gateway.uri(), history.uri(), token);
    }
  }

  private static void make(URI gateway, URI history, String token)
      throws IOException, InterruptedException {
    String session =
        "/chat/sessions/"
            + require("POST", gateway.resolve("/chat/sessions"), token, "{\"title\":\"Ready?\"}")
                .field("id");
    String message = session + "/messages";
    long seq =
        require("POST", gateway.resolve(message), token, "{\"content\":\"Ready.\"}")
            .body()
            .path("seq")
            .asLong();
    require("GET", history.resolve(message + "?minSeq=" + seq), token, "");
    require("DELETE", gateway.resolve(session), token, "");
  }

  private static Http.Answer require(String method, URI uri, String token, String body)
      throws IOException, InterruptedException {
    Http.Answer answer = Http.ask(method, uri, token, body);
    if (!answer.isOk()) {
      throw new IOException(
          "%s %s was answered with %d %s"
              .formatted(method, uri, answer.status(), answer.field("code")));
    }
    return answer;
  }
}
