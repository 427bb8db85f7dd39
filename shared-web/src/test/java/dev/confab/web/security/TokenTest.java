package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        .andExpect(
            header()
                .string(
                    "WWW-Authenticate",
                    startsWith("Bearer error=\"invalid_token\", error_description=\"the ")))
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
        Arguments.of("empty", "Bearer "));
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
    EDGE.perform(get("/chat/who"))
        .andExpect(status().isUnauthorized())
        // RFC 6750, 3.1: who gave no token is told of no error.
        .andExpect(header().string("WWW-Authenticate", "Bearer"));
    EDGE.perform(get("/chat/who").header("Authorization", "Basic YTpi"))
        .andExpect(status().isUnauthorized())
        .andExpect(header().string("WWW-Authenticate", "Bearer"));
    EDGE.perform(get("/chat/who").queryParam("access_token", TOKENS.of("alice")))
        .andExpect(status().isUnauthorized());
    EDGE.perform(get("/actuator/env")).andExpect(status().isUnauthorized());
  }

  @Test
  void pageThatIsNotThereNeedsNoToken() throws Exception {
    EDGE.perform(get("/elsewhere"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.detail").value("Nothing is served at that path."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reasons")
  void refusalSaysWhy(String reason, String token) throws Exception {
    EDGE.perform(get("/chat/who").header("Authorization", bearer(token)))
        .andExpect(status().isUnauthorized())
        .andExpect(
            header()
                .string(
                    "WWW-Authenticate",
                    "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(reason)))
        .andExpect(jsonPath("$.code").value("unauthenticated"))
        .andExpect(jsonPath("$.detail").value("T" + reason.substring(1) + "."));
  }

  static Stream<Arguments> reasons() {
    Date past = Date.from(Instant.now().minusSeconds(1));
    Date wrongUnit = Date.from(Instant.ofEpochSecond(Instant.now().toEpochMilli()));
    String key = "the token is not signed with a key and an algorithm of the issuer";
    String far = "the token has a time that is more than ten years away";
    String bound = "the token is bound to a key, which is not supported";
    String type = "the token is of a type that is not for access";
    String asks = "the token asks for what is not understood here";
    return Stream.of(
        Arguments.of("the token has expired", TOKENS.with(c -> c.expirationTime(past))),
        Arguments.of("the token is of another issuer", TOKENS.with(c -> c.issuer("x"))),
        Arguments.of("the token is for another audience", TOKENS.with(c -> c.audience("x"))),
        Arguments.of("the token's subject is no user id", TOKENS.with(c -> c.subject("a b"))),
        Arguments.of(
            "the token's signature does not fit the issuer's key", TOKENS.withForeignKey()),
        Arguments.of(key, TOKENS.withUnknownKey()),
        Arguments.of(far, TOKENS.with(c -> c.expirationTime(wrongUnit))),
        Arguments.of(far, TOKENS.saying("iat", "9223372036854775807")),
        Arguments.of(far, TOKENS.saying("nbf", "1e300")),
        Arguments.of(far, TOKENS.saying("nbf", "9223372036854775807")),
        Arguments.of(bound, TOKENS.with(c -> c.claim("cnf", Map.of("jkt", "x")))),
        Arguments.of(type, TOKENS.ofType("logout+jwt")),
        Arguments.of(type, TOKENS.ofType("dpop+jwt")),
        Arguments.of(asks, TOKENS.demanding("[\"b64\"]")),
        Arguments.of(asks, TOKENS.demanding("[]")),
        Arguments.of(asks, TOKENS.demanding("null")),
        Arguments.of("the token is malformed", "x.y.z"),
        Arguments.of("the token is malformed", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt", "application/AT+JWT"})
  void tokenForAccessIsTakenByItsType(String type) throws Exception {
    EDGE.perform(get("/chat/who").header("Authorization", bearer(TOKENS.ofType(type))))
        .andExpect(status().isOk());
  }

  @Test
  void pageOfAnotherOriginMaySendTraceContext() throws Exception {
    for (String name : List.of("traceparent", "tracestate", "baggage")) {
      EDGE.perform(
              options("/chat/who")
                  .header("Origin", "https://app.test")
                  .header("Access-Control-Request-Method", "GET")
                  .header("Access-Control-Request-Headers", name))
          .andExpect(status().isOk())
          .andExpect(header().string("Access-Control-Allow-Headers", name));
    }
    EDGE.perform(get("/open").header("Origin", "https://app.test"))
        .andExpect(header().string("Access-Control-Allow-Origin", "https://app.test"));
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
