package dev.confab.web.security;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Why a token is refused, in words for developers that hold nothing of the token.
final class TokenRefusal {
  private static final Logger LOG = LoggerFactory.getLogger(TokenRefusal.class);
  private static final long PAUSE = Duration.ofSeconds(10).toNanos();
  private static final AtomicLong NEXT_LINE = new AtomicLong(System.nanoTime());

  private TokenRefusal() {}

  /// Logs the reason and gives it: once in ten seconds at `info`, since anybody can send bad
  /// tokens, else at `debug`.
  static String log(Throwable refusal) {
    String reason = reason(refusal);
    long now = System.nanoTime();
    long next = NEXT_LINE.get();
    if (now - next >= 0 && NEXT_LINE.compareAndSet(next, now + PAUSE)) {
      LOG.info("A token was refused: {}", reason);
    } else {
      LOG.debug("A token was refused: {}", reason);
    }
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
