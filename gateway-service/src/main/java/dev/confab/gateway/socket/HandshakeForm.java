package dev.confab.gateway.socket;

import dev.confab.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpResponse;

/// The form of a request for a socket, as RFC 6455, section 4.2.1, has it: all of it is looked at
/// here, so that neither Spring nor Jetty refuses in a form of its own.
final class HandshakeForm {
  static final String VERSION = "13";

  private static final String KEY = "Sec-WebSocket-Key";
  private static final String VERSIONS = "Sec-WebSocket-Version";
  private static final Pattern SIXTEEN_BYTES = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

  private HandshakeForm() {}

  /// Whether it is none, and was answered so.
  static boolean refuses(HttpServletRequest request, ServerHttpResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET")) {
      response.getHeaders().setAllow(Collections.singleton(HttpMethod.GET));
      Problem.http(405, "That method is not served at that path.").send(response);
    } else if (!asksForUpgrade(request)) {
      response.getHeaders().set(HttpHeaders.UPGRADE, "websocket");
      response.getHeaders().setConnection("Upgrade");
      Problem.http(426, "A WebSocket is served at that path.").send(response);
    } else if (!values(request, VERSIONS).equals(List.of(VERSION))) {
      response.getHeaders().set(VERSIONS, VERSION);
      Problem.http(426, "The version of WebSocket has to be " + VERSION + ".").send(response);
    } else if (!hasKey(request)) {
      Problem.http(400, "The handshake has no " + KEY + ", or not one of 16 bytes.").send(response);
    } else {
      return false;
    }
    return true;
  }

  private static boolean asksForUpgrade(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/1.1")
        && values(request, HttpHeaders.UPGRADE).size() == 1
        && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        && values(request, HttpHeaders.CONNECTION).stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
  }

  private static boolean hasKey(HttpServletRequest request) {
    List<String> keys = values(request, KEY);
    return keys.size() == 1 && SIXTEEN_BYTES.matcher(keys.getFirst()).matches();
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
