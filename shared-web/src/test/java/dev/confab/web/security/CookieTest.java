package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class CookieTest {
  private static final Tokens TOKENS = Edge.tokens();
  private static final MockMvc EDGE = Edge.start();

  private static MockHttpServletRequestBuilder write() {
    return post("http://chat.test:8080/chat/who")
        .cookie(new Cookie(PresentedToken.COOKIE, TOKENS.of("alice")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://chat.test:8080", "https://app.test", "https://other.test:8443"})
  void cookieCountsFromTheOwnAndFromListedOrigins(String origin) throws Exception {
    EDGE.perform(write().header("Origin", origin)).andExpect(status().isOk());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test",
        "null",
        "",
        "https://app.test.evil.test",
        "https://evilapp.test",
        "https://app.test:443",
        "https://app.test:8443",
        "http://app.test",
        "HTTPS://APP.TEST",
        "https://app.test/",
        "https://app.test https://evil.test",
        "http://chat.test",
        "https://chat.test:8080",
        "http://chat.test:8081",
        "http://xchat.test:8080",
        "http://CHAT.test:8080"
      })
  void cookieDoesNotCountFromOtherOrigins(String origin) throws Exception {
    EDGE.perform(write().header("Origin", origin)).andExpect(status().isUnauthorized());
    EDGE.perform(write().header("Origin", origin).header("Sec-Fetch-Site", "same-origin"))
        .andExpect(status().isUnauthorized());
  }

  @Test
  void cookieDoesNotCountWithTwoOrigins() throws Exception {
    EDGE.perform(write().header("Origin", "https://app.test", "https://evil.test"))
        .andExpect(status().isUnauthorized());
  }

  @Test
  void withoutOriginTheBrowserMustSayThatThePageIsOurs() throws Exception {
    EDGE.perform(write()).andExpect(status().isUnauthorized());
    EDGE.perform(write().header("Sec-Fetch-Site", "cross-site"))
        .andExpect(status().isUnauthorized());
    EDGE.perform(write().header("Sec-Fetch-Site", "same-site"))
        .andExpect(status().isUnauthorized());
    EDGE.perform(write().header("Sec-Fetch-Site", "same-origin")).andExpect(status().isOk());
    EDGE.perform(write().header("Sec-Fetch-Site", "none")).andExpect(status().isOk());
  }

  @Test
  void cookieCountsWhereNothingIsWritten() throws Exception {
    EDGE.perform(get("/chat/who").cookie(new Cookie(PresentedToken.COOKIE, TOKENS.of("alice"))))
        .andExpect(status().isOk());
  }

  /// With TLS the other name could have been set by a page of another host, or by the network.
  @Test
  void withTlsOnlyTheCookieCountsThatNobodyElseCanSet() throws Exception {
    String alice = TOKENS.of("alice");
    EDGE.perform(secure().cookie(new Cookie(PresentedToken.HOST_COOKIE, alice)))
        .andExpect(status().isOk());
    EDGE.perform(secure().cookie(new Cookie(PresentedToken.COOKIE, alice)))
        .andExpect(status().isUnauthorized());
    EDGE.perform(
            secure()
                .cookie(
                    new Cookie(PresentedToken.COOKIE, "planted"),
                    new Cookie(PresentedToken.HOST_COOKIE, alice)))
        .andExpect(status().isOk());
  }

  private static MockHttpServletRequestBuilder secure() {
    return get("https://chat.test/chat/who").secure(true);
  }

  @Test
  void headerCountsFromAnyOriginAndOverTheCookie() throws Exception {
    String good = "Bearer " + TOKENS.of("alice");
    EDGE.perform(write().header("Origin", "https://evil.test").header("Authorization", good))
        .andExpect(status().isOk());
    EDGE.perform(write().header("Origin", "https://app.test").header("Authorization", "Bearer bad"))
        .andExpect(status().isUnauthorized());
  }

  @Test
  void onlyListedOriginsMayReadAcrossOrigins() throws Exception {
    EDGE.perform(preflight("https://app.test"))
        .andExpect(status().isOk())
        .andExpect(header().string("Access-Control-Allow-Origin", "https://app.test"));
    EDGE.perform(preflight("https://evil.test"))
        .andExpect(header().doesNotExist("Access-Control-Allow-Origin"));
  }

  @Test
  void whatNoPageMayAskIsRefusedAsAProblem() throws Exception {
    EDGE.perform(
            options("/chat/who")
                .header("Origin", "https://app.test")
                .header("Access-Control-Request-Method", "TRACE"))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(jsonPath("$.code").value("forbidden"));
  }

  private static MockHttpServletRequestBuilder preflight(String origin) {
    return options("/chat/who")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "https://app.test/", "app.test", "https://app.test:443", "null"})
  void refusesToStartWithWhatIsNoOrigin(String origin) {
    assertThatIllegalArgumentException().isThrownBy(() -> new OriginRule(List.of(origin)));
  }
}
