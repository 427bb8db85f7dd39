package dev.confab.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.confab.schema.codec.Json;
import dev.confab.web.problem.ProblemAdvice;
import dev.confab.web.security.OriginRule;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class TokenControllerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /// Of the machine that the container runs on.
  private static final String HOST = "172.17.0.1";

  private static final Duration LIFETIME = Duration.ofHours(1);

  @TempDir private Path folder;
  private RSAKey key;
  private MockMvc mvc;

  @BeforeEach
  void start() throws Exception {
    key = SigningKey.in(keys());
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var issuer = new TokenIssuer(key, "the-issuer", "the-audience", clock);
    var local =
        new LocalCallers(
            new OriginRule(List.of("http://localhost:5173")), Set.of(InetAddress.ofLiteral(HOST)));
    mvc =
        MockMvcBuilders.standaloneSetup(new TokenController(issuer, local, key, LIFETIME))
            .setControllerAdvice(new ProblemAdvice())
            .setMessageConverters(
                new ByteArrayHttpMessageConverter(),
                new JacksonJsonHttpMessageConverter(Json.mapper()))
            .build();
  }

  @Test
  void saysWhoTheUserIs() throws Exception {
    JWTClaimsSet claims = claims(issue("{\"user\":\"alice\"}"));
    assertThat(claims.getSubject()).isEqualTo("alice");
    assertThat(claims.getIssuer()).isEqualTo("the-issuer");
    assertThat(claims.getAudience()).containsExactly("the-audience");
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plus(LIFETIME)));
    assertThat(claims.getStringClaim("scope")).isEmpty();
  }

  @Test
  void grantsTheScopesThatAreAskedFor() throws Exception {
    var answer = issue("{\"user\":\"a\",\"scopes\":[\"chat:service\",\"chat:assistant\"]}");
    assertThat(claims(answer).getStringClaim("scope")).isEqualTo("chat:assistant chat:service");
  }

  @Test
  void putsTheTokenInACookieThatScriptsCanNotRead() throws Exception {
    var answer = issue("{\"user\":\"alice\"}");
    assertThat(answer.getHeader("Set-Cookie"))
        .startsWith("access_token=" + token(answer) + ";")
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=3600");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void withTlsTheCookieIsOneThatNobodyElseCanSet() throws Exception {
    var answer =
        mvc.perform(request().secure(true).content("{\"user\":\"alice\"}"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse();
    assertThat(answer.getHeader("Set-Cookie"))
        .startsWith("__Host-access_token=" + token(answer) + ";")
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Secure")
        .doesNotContain("Domain");
  }

  @Test
  void whoSignsOutKeepsNoCookie() throws Exception {
    var answer = mvc.perform(delete("/dev/tokens")).andExpect(status().isNoContent()).andReturn();
    assertThat(answer.getResponse().getHeaders("Set-Cookie"))
        .hasSize(2)
        .allMatch(cookie -> cookie.contains("Max-Age=0") && cookie.contains("Path=/"))
        .anyMatch(cookie -> cookie.startsWith("access_token=;"))
        .anyMatch(
            cookie -> cookie.startsWith("__Host-access_token=;") && cookie.contains("Secure"));
    assertForbidden(delete("/dev/tokens").header("Origin", "http://evil.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"user\":null}",
        "{\"user\":\"\"}",
        "{\"user\":\"al ice\"}",
        "{\"user\":\"../alice\"}",
        "{\"user\":\"alice\",\"scopes\":[\"chat:everything\"]}",
        "{\"user\":\"alice\",\"scopes\":[null]}"
      })
  void refusesBadUsersAndScopes(String body) throws Exception {
    var answer =
        mvc.perform(request().content(body))
            .andExpect(status().isBadRequest())
            .andExpect(content().contentType("application/problem+json"))
            .andReturn();
    assertThat(answer.getResponse().getContentAsString())
        .contains("\"code\":\"invalid\"", "\"violations\":[{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "confab.example:8080", "localhost.evil.example"})
  void refusesAHostThatIsNotThisMachine(String host) throws Exception {
    assertForbidden(
        request()
            .with(request -> {
              request.setServerName(host);
              return request;
            }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "http://localhost:8081", "https://localhost", "null"})
  void refusesForeignPages(String origin) throws Exception {
    assertForbidden(request().header("Origin", origin));
  }

  @Test
  void servesItsOwnPageAndThoseOfAllowedOrigins() throws Exception {
    for (String origin : List.of("http://localhost", "http://localhost:5173")) {
      mvc.perform(request().header("Origin", origin).content("{\"user\":\"alice\"}"))
          .andExpect(status().isOk());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.7", "172.17.0.2", "192.168.1.2", "2001:db8::1", "unknown"})
  void refusesOtherMachines(String address) throws Exception {
    assertForbidden(
        request()
            .with(request -> {
              request.setRemoteAddr(address);
              return request;
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "[0:0:0:0:0:0:0:1]", "127.3.2.1", HOST})
  void servesEveryAddressOfThisMachine(String address) throws Exception {
    mvc.perform(
            request()
                .content("{\"user\":\"alice\"}")
                .with(request -> {
                  request.setRemoteAddr(address);
                  return request;
                }))
        .andExpect(status().isOk());
  }

  @Test
  void publishesThePublicKeyOnly() throws Exception {
    String json =
        mvc.perform(get("/.well-known/jwks.json")).andReturn().getResponse().getContentAsString();
    var published = JWKSet.parse(json).getKeys();
    assertThat(published).singleElement().isEqualTo(key.toPublicJWK());
    assertThat(json).doesNotContain("\"d\"");
  }

  @Test
  void keepsItsKeyReadableForItsOwnerOnly() throws Exception {
    assertThat(SigningKey.in(keys())).isEqualTo(key);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(keys().resolve("issuer.jwk"))))
        .isEqualTo("rw-------");
  }

  private Path keys() {
    return folder.resolve("keys");
  }

  private static MockHttpServletRequestBuilder request() {
    return post("/dev/tokens").contentType("application/json");
  }

  private MockHttpServletResponse issue(String body) throws Exception {
    return mvc.perform(request().content(body))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse();
  }

  private void assertForbidden(MockHttpServletRequestBuilder request) throws Exception {
    var answer =
        mvc.perform(request.content("{\"user\":\"alice\"}"))
            .andExpect(status().isForbidden())
            .andReturn();
    assertThat(answer.getResponse().getContentAsString()).contains("\"code\":\"forbidden\"");
  }

  private static String token(MockHttpServletResponse answer) throws Exception {
    return Json.mapper()
        .readTree(answer.getContentAsByteArray())
        .path("access_token")
        .stringValue();
  }

  private JWTClaimsSet claims(MockHttpServletResponse answer) throws Exception {
    var signed = SignedJWT.parse(token(answer));
    assertThat(signed.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
    return signed.getJWTClaimsSet();
  }
}
