package dev.confab.web.security;

import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Says who a token speaks for. The same for REST and sockets.
///
/// A bad token is a value; the issuer's keys being out of reach is a `JwtException`. Thread-safe.
public final class TokenVerifier {
  /// What a token turned out to be.
  public sealed interface Verdict {
    record Accepted(Caller caller, Instant expiresAt) implements Verdict {}

    /// The reason is for developers and holds nothing of the token.
    record Refused(String reason) implements Verdict {
      /// The reason as a sentence by itself.
      public String sentence() {
        return TokenRefusal.sentence(reason);
      }
    }
  }

  private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

  private final JwtDecoder decoder;

  public TokenVerifier(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  public Verdict verify(String token) {
    try {
      Jwt jwt = decoder.decode(token);
      return new Verdict.Accepted(callerOf(jwt), Objects.requireNonNull(jwt.getExpiresAt()));
    } catch (BadJwtException e) {
      return new Verdict.Refused(TokenRefusal.log(e));
    }
  }

  /// The caller of a token that the decoder has accepted.
  static Caller callerOf(Jwt jwt) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String claim : SCOPE_CLAIMS) {
      Set<String> granted = words(jwt.getClaims().get(claim));
      for (Scope scope : Scope.values()) {
        if (granted.contains(scope.text())) {
          scopes.add(scope);
        }
      }
    }
    return new Caller(new UserId(Objects.requireNonNull(jwt.getSubject())), scopes);
  }

  private static Set<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Set.copyOf(List.of(text.strip().split("\\s+")));
      case Collection<?> list ->
          Set.copyOf(
              list.stream().filter(Objects::nonNull).map(String::valueOf).distinct().toList());
      case null, default -> Set.of();
    };
  }
}
