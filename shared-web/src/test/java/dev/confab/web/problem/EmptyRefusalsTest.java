package dev.confab.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EmptyRefusalsTest {
  private interface Answer {
    void give(HttpServletResponse response) throws IOException;
  }

  private static MockHttpServletResponse answered(Answer answer)
      throws ServletException, IOException {
    var response = new MockHttpServletResponse();
    FilterChain chain = (request, given) -> answer.give((HttpServletResponse) given);
    new EmptyRefusals().doFilter(new MockHttpServletRequest(), response, chain);
    return response;
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_frame",
    "404, bad_frame",
    "406, bad_frame",
    "412, bad_frame",
    "500, internal",
    "503, unavailable"
  })
  void refusalByAStatusAloneBecomesAProblem(int status, String code) throws Exception {
    var response = answered(given -> given.setStatus(status));

    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getContentAsString())
        .contains("\"status\":" + status, "\"code\":\"" + code + "\"");
    assertThat(response.getHeader("Retry-After")).isEqualTo(status == 503 ? "1" : null);
  }

  @Test
  void whatHasABodyKeepsIt() throws Exception {
    var response =
        answered(given -> {
          given.setStatus(503);
          given.setContentType("application/json");
          given.getOutputStream().print("{}");
        });

    assertThat(response.getContentAsString()).isEqualTo("{}");
  }

  @Test
  void whatTheContainerIsToRenderIsLeftToIt() throws Exception {
    assertThat(answered(given -> given.sendError(416)).getContentAsString()).isEmpty();
  }

  @Test
  void whatIsNoRefusalHasNoProblem() throws Exception {
    assertThat(answered(given -> given.setStatus(204)).getContentAsString()).isEmpty();
  }
}
