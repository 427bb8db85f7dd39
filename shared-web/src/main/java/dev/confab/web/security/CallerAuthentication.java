package dev.confab.web.security;

import dev.confab.schema.command.Caller;
import java.util.Map;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/// Spring Security's view of a {@link Caller}: its principal.
final class CallerAuthentication extends AbstractOAuth2TokenAuthenticationToken<Jwt> {
  private static final long serialVersionUID = 1;

  private final transient Caller caller;

  CallerAuthentication(Jwt token) {
    super(token, AuthorityUtils.NO_AUTHORITIES);
    this.caller = TokenVerifier.callerOf(token);
    setAuthenticated(true);
  }

  Caller caller() {
    return caller;
  }

  @Override
  public String getName() {
    return caller.userId().value();
  }

  @Override
  public Map<String, Object> getTokenAttributes() {
    return getToken().getClaims();
  }
}
