package dev.confab.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What REST answered.
///
/// @param body a missing node if it is empty
public record Answer(String request, int status, HttpHeaders headers, String text, JsonNode body) {
  /// This, if it has the status.
  public Answer require(int expected) {
    assertThat(status).as("%s answered %s", request, text).isEqualTo(expected);
    return this;
  }

  /// Checks that it is a problem with this status and code.
  public void refused(int expected, String code) {
    require(expected);
    assertThat(code()).as("%s answered %s", request, text).isEqualTo(code);
    assertThat(headers.firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
  }

  /// The code of a problem, empty if there is none.
  public String code() {
    return body.path("code").asString("");
  }

  public String field(String name) {
    return body.path(name).asString("");
  }

  public long number(String name) {
    return body.path(name).asLong(-1);
  }

  public JsonNode items() {
    return body.path("items");
  }
}
