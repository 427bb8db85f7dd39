package dev.confab.web.security;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import dev.confab.web.trace.PacedLog;
import java.text.ParseException;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Why a token is refused, in words for developers that hold nothing of the token.
final class TokenRefusal {
  private static final PacedLog LOG = new PacedLog(LoggerFactory.getLogger(TokenRefusal.class));

  private TokenRefusal() {}

  /// Logs the reason, which is one of a few sentences, and gives it.
  static String log(Throwable refusal) {
    String reason = reason(refusal);
    LOG.info("A token was refused", reason);
    return reason;
  }

  /// The reason as a sentence by itself.
  static String sentence(String reason) {
    return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
  }

  private static String reason(Throwable refusal) {
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case JwtValidationException invalid -> {
          return invalid.getErrors().stream()
              .map(error -> String.valueOf(error.getDescription()))
              .findFirst()
              .orElse("the token is not valid");
        }
        case BadJWSException foreign -> {
          return "the token's signature does not fit the issuer's key";
        }
        case BadJOSEException foreign -> {
          return "the token is not signed with a key and an algorithm of the issuer";
        }
        case ParseException broken -> {
          return "the token is malformed";
        }
        case OAuth2AuthenticationException refused when refused.getCause() == null -> {
          return String.valueOf(refused.getError().getDescription());
        }
        default -> {
          // What caused it says more.
        }
      }
    }
    return "the token is malformed";
  }
}
