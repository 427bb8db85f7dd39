package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.confab.schema.error.ErrorCode;
import dev.confab.system.client.RawHttp.Reply;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an answer over HTTP may be, after `docs/protocol.md`. Stateless.
final class HttpJudge {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROBLEM = "application/problem+json";
  private static final Set<String> CODES =
      Stream.of(ErrorCode.values()).map(ErrorCode::text).collect(Collectors.toUnmodifiableSet());

  /// What HTTP itself refuses; two of them are called errors of the server there.
  private static final Set<Integer> OF_HTTP = Set.of(501, 505);

  private HttpJudge() {}

  /// The answer to a request whose head says that it is about health can have the form of that; it
  /// is down. A part of a page can be asked for, too.
  static void judge(String method, byte[] request, Reply reply) {
    String line = new String(request, ISO_8859_1).lines().findFirst().orElse("");
    boolean down =
        reply.status() == 503
            && reply.header("content-type").startsWith("application/vnd.spring-boot.actuator");
    boolean part = reply.status() == 206 && !line.contains("/chat/");
    if (!(line.contains("/actuator/health") && down) && !part) {
      judge(method, reply);
    }
  }

  /// Throws {@link Violation}.
  static void judge(String method, Reply reply) {
    int status = reply.status();
    if (status < 400) {
      require(Set.of(101, 200, 201, 204, 302, 304).contains(status), "no such status", reply);
      require(method.equals("HEAD") || isReadable(reply), "JSON that is none", reply);
      return;
    }
    require(
        status < 500 || status == 503 || OF_HTTP.contains(status), "an error of the server", reply);
    if (!method.equals("HEAD")) {
      problem(reply);
    }
  }

  private static void problem(Reply reply) {
    if (isOfEngineIo(reply)) {
      return;
    }
    require(reply.header("content-type").equals(PROBLEM), "no problem document", reply);
    JsonNode problem = read(reply);
    int status = reply.status();
    String code = problem.path("code").asString("");
    require(CODES.contains(code), "no such code", reply);
    boolean fits = status == ErrorCode.of(code).status() && !OF_HTTP.contains(status);
    boolean ofHttp = code.equals("bad_frame") && (status < 500 || OF_HTTP.contains(status));
    require(fits || ofHttp, "a code that does not fit the status", reply);
    require(problem.path("status").asInt(0) == status, "another status within", reply);
    require(problem.path("type").asString("").equals("urn:confab:problem:" + code), "type", reply);
    require(!problem.path("title").asString("").isEmpty(), "no title", reply);
    require(!problem.path("detail").asString("").isEmpty(), "no detail", reply);
    boolean retryable = ErrorCode.of(code).retryable();
    require(problem.path("retryable").asBoolean(false) == retryable, "retryable", reply);
    require(!retryable || !reply.header("retry-after").isEmpty(), "no Retry-After", reply);
    require(code.equals("invalid") == problem.has("violations"), "violations", reply);
    require(problem.path("violations").size() <= 20, "too many violations", reply);
    require(
        status != 401 || !reply.header("www-authenticate").isEmpty(), "no WWW-Authenticate", reply);
  }

  /// Engine.IO has a form of its own for who does not begin by WebSocket.
  private static boolean isOfEngineIo(Reply reply) {
    return reply.status() == 400
        && reply.text().matches("\\{\"code\":[05],\"message\":\"[^\"]*\"}");
  }

  private static boolean isReadable(Reply reply) {
    return !reply.header("content-type").startsWith("application/json")
        || !read(reply).isMissingNode();
  }

  private static JsonNode read(Reply reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (JacksonException e) {
      throw new Violation("JSON that is none: " + reply, e);
    }
  }

  private static void require(boolean holds, String promise, Reply reply) {
    if (!holds) {
      throw new Violation(promise + ": " + reply);
    }
  }
}
