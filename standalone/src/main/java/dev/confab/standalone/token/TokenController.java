package dev.confab.standalone.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.confab.web.security.PresentedToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Gives tokens to local callers, and the key to check them with to everyone.
@RestController
final class TokenController {
  /// In the form of OAuth 2.
  record TokenResponse(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn) {}

  private final TokenIssuer issuer;
  private final LocalCallers local;
  private final RSAKey key;
  private final Duration lifetime;

  TokenController(TokenIssuer issuer, LocalCallers local, RSAKey key, Duration lifetime) {
    this.issuer = issuer;
    this.local = local;
    this.key = key;
    this.lifetime = lifetime;
  }

  @PostMapping(path = "/dev/tokens", consumes = "application/json")
  ResponseEntity<TokenResponse> issue(
      @RequestBody TokenRequest wanted, HttpServletRequest request) {
    local.require(request);
    String token = issuer.issue(wanted.caller(), lifetime);
    String name = request.isSecure() ? PresentedToken.HOST_COOKIE : PresentedToken.COOKIE;
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, cookie(name, token, lifetime))
        .body(new TokenResponse(token, "Bearer", lifetime.toSeconds()));
  }

  /// Takes the cookie away, whichever the browser has. The token itself counts until its end.
  @DeleteMapping("/dev/tokens")
  ResponseEntity<Void> forget(HttpServletRequest request) {
    local.require(request);
    return ResponseEntity.noContent()
        .header(
            HttpHeaders.SET_COOKIE,
            cookie(PresentedToken.COOKIE, "", Duration.ZERO),
            cookie(PresentedToken.HOST_COOKIE, "", Duration.ZERO))
        .build();
  }

  private static String cookie(String name, String token, Duration lifetime) {
    return ResponseCookie.from(name, token)
        .httpOnly(true)
        .secure(name.equals(PresentedToken.HOST_COOKIE))
        .sameSite("Lax")
        .path("/")
        .maxAge(lifetime)
        .build()
        .toString();
  }

  @GetMapping("/.well-known/jwks.json")
  Map<String, Object> keys() {
    return new JWKSet(key.toPublicJWK()).toJSONObject(true);
  }
}
