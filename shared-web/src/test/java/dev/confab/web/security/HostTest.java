package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;

/// Names by which a service is asked: one that somebody bends to point here makes his page ours.
class HostTest {
  private static final Tokens TOKENS = Edge.tokens();
  private static final MockMvc EDGE = Edge.start("confab.web.hosts=chat.test,confab");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.test",
        "localhost.evil.test",
        "evillocalhost",
        "127.0.0.1.evil.test",
        "xchat.test",
        "chat.test.evil.test",
        "1.2.3.4.5",
        "gateway-1",
        "a b"
      })
  void foreignNamesAreRefusedWhateverTheyAskFor(String host) throws Exception {
    for (String path : List.of("/open", "/chat/who", "/actuator/who", "/actuator/health", "/x")) {
      EDGE.perform(
              get(path)
                  .header("Authorization", "Bearer " + TOKENS.of("alice"))
                  .with(request -> {
                    request.setServerName(host);
                    return request;
                  }))
          .andExpect(status().is(421))
          .andExpect(content().contentType("application/problem+json"))
          .andExpect(jsonPath("$.code").value("bad_frame"));
    }
    EDGE.perform(
            options("/chat/who")
                .header("Origin", "https://app.test")
                .header("Access-Control-Request-Method", "POST")
                .with(request -> {
                  request.setServerName(host);
                  return request;
                }))
        .andExpect(header().doesNotExist("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "app.localhost",
        "127.0.0.1",
        "10.1.2.3",
        "192.0.2.7",
        "[::1]",
        "::1",
        "[2001:db8::7]",
        "chat.test",
        "Chat.Test.",
        "confab",
        "app.test",
        "other.test"
      })
  void ownNamesAddressesAndThoseOfAllowedOriginsAreServed(String host) throws Exception {
    EDGE.perform(
            get("/open")
                .with(request -> {
                  request.setServerName(host);
                  return request;
                }))
        .andExpect(status().isOk());
  }

  @Test
  void anyNameIsServedWhereNoneIsConfigured() throws Exception {
    Edge.start().perform(get("http://anything.test/open")).andExpect(status().isOk());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://chat.test", "chat.test:8080", "Chat.test", "", "."})
  void refusesToStartWithWhatIsNoName(String host) {
    OriginRule none = new OriginRule(List.of());
    assertThatIllegalArgumentException().isThrownBy(() -> new HostRule(List.of(host), none));
  }
}
