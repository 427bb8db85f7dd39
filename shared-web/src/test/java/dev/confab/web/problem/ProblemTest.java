package dev.confab.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.confab.web.security.Edge;
import org.eclipse.jetty.http.HttpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class ProblemTest {
  private static final MockMvc EDGE = Edge.start();

  private static ResultActions call(MockHttpServletRequestBuilder request) throws Exception {
    return EDGE.perform(request.header("Authorization", "Bearer " + Edge.tokens().of("alice")));
  }

  private static ResultActions body(String json) throws Exception {
    return call(post("/chat/body").contentType("application/json").content(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "[]",
        "\"x\"",
        "{\"count\":1,\"count\":2}",
        "{\"sessionId\":\"s\",\"count\":1} {}"
      })
  void bodyThatIsNoJsonObjectIsABadFrame(String json) throws Exception {
    body(json)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.code").value("bad_frame"))
        .andExpect(jsonPath("$.type").value("urn:confab:problem:bad_frame"))
        .andExpect(jsonPath("$.title").isNotEmpty())
        .andExpect(jsonPath("$.violations").doesNotExist());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sessionId\":\"s\",\"count\":\"1\"}|count",
        "{\"sessionId\":\"a b\",\"count\":1}|sessionId",
        "{\"sessionId\":{},\"count\":1}|sessionId"
      })
  void fieldOfAWrongTypeIsNamed(String json, String field) throws Exception {
    body(json)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("invalid"))
        .andExpect(jsonPath("$.violations[0].field").value(field));
  }

  @Test
  void parametersAreNamedToo() throws Exception {
    call(get("/chat/number?limit=x"))
        .andExpect(jsonPath("$.code").value("invalid"))
        .andExpect(jsonPath("$.violations[0].field").value("limit"));
    call(get("/chat/number"))
        .andExpect(jsonPath("$.code").value("invalid"))
        .andExpect(jsonPath("$.violations[0].field").value("limit"));
  }

  @Test
  void httpErrorsHaveTheirStatusAndACode() throws Exception {
    call(get("/chat/nowhere"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("bad_frame"));
    call(delete("/chat/body"))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(header().string("Allow", "POST"))
        .andExpect(jsonPath("$.code").value("bad_frame"));
    call(post("/chat/body").contentType("text/plain").content("x"))
        .andExpect(status().isUnsupportedMediaType())
        .andExpect(jsonPath("$.code").value("bad_frame"));
    call(get("/chat/who").accept("image/png"))
        .andExpect(status().isNotAcceptable())
        .andExpect(content().contentType("application/problem+json"));
  }

  /// Jetty reads a query only when somebody asks for a parameter.
  @Test
  void whatJettyCanNotReadIsTheRequestsFault() {
    var answer =
        new ProblemAdvice().failed(new HttpException.IllegalArgumentException(400, "Bad query"));

    assertThat(answer.getStatusCode().value()).isEqualTo(400);
  }

  @Test
  void faultTellsNothingOfTheInside() throws Exception {
    call(get("/chat/bug"))
        .andExpect(status().isInternalServerError())
        .andExpect(jsonPath("$.code").value("internal"))
        .andExpect(content().string(not(containsString("secret"))));
  }

  @Test
  void troubleThatPassesSaysSo() throws Exception {
    call(get("/chat/kafka"))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.code").value("unavailable"))
        .andExpect(jsonPath("$.retryable").value(true));
    call(get("/chat/behind"))
        .andExpect(status().isServiceUnavailable())
        .andExpect(header().string("Retry-After", "1"))
        .andExpect(jsonPath("$.code").value("view_behind"));
  }
}
