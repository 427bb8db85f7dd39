package dev.confab.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.schema.error.ErrorCode;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A provider may do anything, and a wall clock may say anything.
class TokensTest {
  private static String token(String claims) {
    return "h." + Base64.getUrlEncoder().encodeToString(claims.getBytes(UTF_8)) + ".s";
  }

  private static String lasting(long issued, long seconds) {
    return token("{\"iat\":%d,\"exp\":%d}".formatted(issued, issued + seconds));
  }

  @Test
  void tokenOfAnotherTimeIsUsedForItsLife() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    // By this machine's clock it ended in 1970.
    Tokens tokens =
        new Tokens(() -> {
          asked.incrementAndGet();
          return lasting(1_000, 3_600);
        });
    for (int i = 0; i < 1_000; i++) {
      tokens.current();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void whateverTheProviderThrowsCanBeTriedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Tokens tokens =
        new Tokens(() ->
            switch (asked.incrementAndGet()) {
              case 1 -> throw new StackOverflowError("a bug of the application");
              case 2 -> throw new InterruptedException();
              case 3 -> throw new IllegalStateException("no");
              default -> "opaque";
            });
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(tokens::current)
          .isInstanceOfSatisfying(
              ConfabException.class,
              e -> {
                assertThat(e.is(ErrorCode.UNAUTHENTICATED)).isTrue();
                assertThat(e.retryable()).isTrue();
              });
    }
    assertThat(tokens.current()).isEqualTo("opaque");
  }

  @Test
  void signedOutIsFinal() {
    Tokens tokens =
        new Tokens(() -> {
          throw ConfabException.signedOut();
        });
    assertThatThrownBy(tokens::current)
        .isInstanceOfSatisfying(ConfabException.class, e -> assertThat(e.retryable()).isFalse());
  }

  @Test
  void refusedTokenIsForgottenAndNoOther() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Tokens tokens = new Tokens(() -> "token " + asked.incrementAndGet());
    assertThat(tokens.current()).isEqualTo("token 1");
    tokens.forget("token 0");
    assertThat(tokens.current()).isEqualTo("token 1");
    tokens.forget("token 1");
    assertThat(tokens.current()).isEqualTo("token 2");
  }

  @Test
  void noTokenMakesALoop() {
    assertThat(Tokens.use(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Tokens.use(Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(80));
    assertThat(Tokens.use(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(59));
    assertThat(Tokens.life(lasting(9_000, -10))).isEqualTo(Duration.ZERO);
    assertThat(Tokens.life(token("{\"iat\":0,\"exp\":1e300}"))).isEqualTo(Duration.ofDays(365));
    assertThat(Tokens.life(token("{\"exp\":5}"))).isNull();
    assertThat(Tokens.life("opaque")).isNull();
  }
}
