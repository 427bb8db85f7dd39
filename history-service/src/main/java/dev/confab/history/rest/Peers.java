package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.history.window.NoRoomException;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.limit.Room;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.PresentedToken;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/// Asks other instances the same question, in the caller's name: for what they hold themselves,
/// which they do not pass on, of whatever version they are. Anybody may ask so; what he gets says
/// that it is a part, and is his to read.
public final class Peers {
  /// What one instance holds by itself, as a media type of the same JSON: on a request what is
  /// asked for, on the answer what it is.
  static final MediaType PART = MediaType.valueOf("application/vnd.confab.part+json");

  /// On a request: it was passed on. Older instances know only this, and set only this.
  static final String FORWARDED = "Confab-Forwarded";

  /// What stands for itself in a path and a query besides letters and digits.
  private static final String OF_URIS = "-._~!$&'()*+,;=:@/?";

  private final RestClient client;

  public Peers(Duration timeout) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(timeout).build());
    requests.setReadTimeout(timeout);
    client = RestClient.builder().requestFactory(requests).build();
  }

  /// Such a request is answered from here alone: two instances that take each other for the one
  /// that holds a session would else ask each other without an end.
  static boolean wantsPart(HttpServletRequest request) {
    return PART.toString().equals(request.getHeader(HttpHeaders.ACCEPT))
        || request.getHeader(FORWARDED) != null;
  }

  static HttpHeaders partHeaders(Covered covered) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(PART);
    covered.write(headers);
    return headers;
  }

  /// Whatever the instance answers, errors included. Throws `ViewBehindException` if it can't be
  /// reached, and `NoRoomException` if there is no room for the answer.
  ResponseEntity<byte[]> ask(HostInfo instance, HttpServletRequest request, Room room) {
    try {
      return client
          .method(HttpMethod.valueOf(request.getMethod()))
          .uri(uri(instance, request.getRequestURI(), request.getQueryString()))
          .headers(headers -> pass(request, headers))
          .exchangeForRequiredValue((asked, answer) -> {
            // Ours say how long they are.
            long length = answer.getHeaders().getContentLength();
            if (!room.take(Math.max(0, length))) {
              throw new NoRoomException();
            }
            byte[] body = answer.getBody().readAllBytes();
            if (length < 0 && !room.take(body.length)) {
              throw new NoRoomException();
            }
            return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(body);
          });
    } catch (ResourceAccessException e) {
      throw new ViewBehindException("The instance that holds the session can't be reached.");
    }
  }

  /// The JSON of a list that the instance gives. Throws `ViewBehindException` if it gives none, and
  /// `rate_limited` where it says so.
  static JsonNode json(ResponseEntity<byte[]> answer) {
    byte @Nullable [] body = answer.getBody();
    if (answer.getStatusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)) {
      throw new ProblemException(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence());
    }
    if (!answer.getStatusCode().is2xxSuccessful() || body == null) {
      throw new ViewBehindException("Another instance has no answer yet.");
    }
    try {
      return Json.decode(body, JsonNode.class);
    } catch (MalformedException e) {
      throw new IllegalStateException("another instance answers with no JSON", e);
    }
  }

  /// Servers take more in a path and a query than a URI may hold: the rest is encoded.
  static URI uri(HostInfo instance, String path, @Nullable String query) {
    String asked = path + (query == null ? "" : "?" + query);
    return URI.create("http://" + instance.host() + ":" + instance.port() + encoded(asked));
  }

  private static String encoded(String asked) {
    StringBuilder uri = new StringBuilder();
    byte[] bytes = asked.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int b = Byte.toUnsignedInt(bytes[i]);
      boolean plain =
          (Character.isLetterOrDigit(b) && b < 0x80)
              || OF_URIS.indexOf(b) >= 0
              || (b == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2));
      if (plain) {
        uri.append((char) b);
      } else {
        uri.append("%%%02X".formatted(b));
      }
    }
    return uri.toString();
  }

  private static boolean isHex(byte[] bytes, int at) {
    return at < bytes.length && HexFormat.isHexDigit(bytes[at]);
  }

  private static void pass(HttpServletRequest request, HttpHeaders headers) {
    headers.setAccept(List.of(PART));
    headers.set(FORWARDED, "1");
    PresentedToken token = PresentedToken.of(request);
    if (token != null) {
      headers.setBearerAuth(token.value());
    }
  }
}
