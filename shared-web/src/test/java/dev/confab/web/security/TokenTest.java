package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.web.servlet.MockMvc;

class TokenTest {
  private static final Tokens TOKENS = Edge.tokens();
  private static final MockMvc EDGE = Edge.start();

  @Test
  void goodTokenNamesTheCaller() throws Exception {
    EDGE.perform(get("/chat/who").header("Authorization", "Bearer " + TOKENS.of("alice")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.user").value("alice"))
        .andExpect(jsonPath("$.scopes").value(0));
  }

  @Test
  void scopesComeFromTextAndFromLists() throws Exception {
    String text = TOKENS.with(claims -> claims.claim("scope", "other chat:service chat:assistant"));
    String list = TOKENS.with(claims -> claims.claim("scp", List.of("chat:assistant")));
    EDGE.perform(get("/chat/who").header("Authorization", "Bearer " + text))
        .andExpect(jsonPath("$.scopes").value(2));
    EDGE.perform(get("/chat/who").header("Authorization", "bearer " + list))
        .andExpect(jsonPath("$.scopes").value(1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badHeaders")
  void badTokenIsUnauthenticated(String name, String authorization) throws Exception {
    EDGE.perform(get("/chat/who").header("Authorization", authorization))
        .andExpect(status().isUnauthorized())
        .andExpect(content().contentType("application/problem+json"))
        .andExpect(header().string("WWW-Authenticate", "Bearer"))
        .andExpect(jsonPath("$.code").value("unauthenticated"))
        .andExpect(jsonPath("$.status").value(401));
  }

  static Stream<Arguments> badHeaders() {
    Date past = Date.from(Instant.now().minusSeconds(1));
    Date later = Date.from(Instant.now().plusSeconds(60));
    return Stream.of(
        Arguments.of("expired", bearer(TOKENS.with(c -> c.expirationTime(past)))),
        Arguments.of("no end", bearer(TOKENS.with(c -> c.expirationTime(null)))),
        Arguments.of("not yet valid", bearer(TOKENS.with(c -> c.notBeforeTime(later)))),
        Arguments.of("alg none", bearer(TOKENS.withoutSignature())),
        Arguments.of("wrong issuer", bearer(TOKENS.with(c -> c.issuer("https://evil.test")))),
        Arguments.of("no issuer", bearer(TOKENS.with(c -> c.issuer(null)))),
        Arguments.of("wrong audience", bearer(TOKENS.with(c -> c.audience("other")))),
        Arguments.of("no audience", bearer(TOKENS.with(c -> c.audience((String) null)))),
        Arguments.of("other key", bearer(TOKENS.withForeignKey())),
        Arguments.of("HS256 with the public key", bearer(TOKENS.withPublicKeyAsSecret())),
        Arguments.of("no subject", bearer(TOKENS.with(c -> c.subject(null)))),
        Arguments.of("subject is no id", bearer(TOKENS.with(c -> c.subject("a b")))),
        Arguments.of("garbage", bearer("x.y.z")),
        Arguments.of("empty", "Bearer "),
        Arguments.of("other scheme", "Basic YTpi"));
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  @Test
  void tokenThatWasGoodIsRefusedOnceItHasEnded() throws Exception {
    Date soon = Date.from(Instant.now().plusSeconds(2));
    String authorization = bearer(TOKENS.with(claims -> claims.expirationTime(soon)));
    EDGE.perform(get("/chat/who").header("Authorization", authorization))
        .andExpect(status().isOk());

    await()
        .untilAsserted(() ->
            EDGE.perform(get("/chat/who").header("Authorization", authorization))
                .andExpect(status().isUnauthorized()));
  }

  @Test
  void requestWithoutTokenIsUnauthenticated() throws Exception {
    EDGE.perform(get("/chat/who")).andExpect(status().isUnauthorized());
    EDGE.perform(get("/chat/who").queryParam("access_token", TOKENS.of("alice")))
        .andExpect(status().isUnauthorized());
    EDGE.perform(get("/elsewhere")).andExpect(status().isUnauthorized());
  }

  @Test
  void whatTellsOfEverybodyIsForServicesOnly() throws Exception {
    String service = TOKENS.with(claims -> claims.claim("scope", "chat:service"));
    for (String path : List.of("/ops/who", "/analytics/who", "/actuator/who")) {
      EDGE.perform(get(path)).andExpect(status().isUnauthorized());
      EDGE.perform(get(path).header("Authorization", bearer(TOKENS.of("alice"))))
          .andExpect(status().isForbidden())
          .andExpect(jsonPath("$.code").value("forbidden"));
      EDGE.perform(get(path).header("Authorization", bearer(service))).andExpect(status().isOk());
    }
  }

  @Test
  void openPathsLookAtNoToken() throws Exception {
    EDGE.perform(get("/open").header("Authorization", "Bearer bad")).andExpect(status().isOk());
    EDGE.perform(get("/chat/socket")).andExpect(status().isOk());
  }

  @Test
  void verifierGivesTheCallerOrARefusalAsValues() {
    SecurityConfiguration configuration = new SecurityConfiguration();
    var decoder =
        configuration.jwtDecoder(
            Configured.properties(),
            configuration.tokenRule(Configured.properties()),
            new Configured.Keys(TOKENS.keys()));
    TokenVerifier verifier = new TokenVerifier(decoder);

    assertThat(verifier.verify(TOKENS.of("bob")))
        .isInstanceOfSatisfying(
            TokenVerifier.Verdict.Accepted.class,
            accepted -> assertThat(accepted.caller().userId().value()).isEqualTo("bob"));
    assertThat(verifier.verify("")).isInstanceOf(TokenVerifier.Verdict.Refused.class);
  }
}
