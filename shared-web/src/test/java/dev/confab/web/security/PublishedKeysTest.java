package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import dev.confab.web.security.TokenVerifier.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

class PublishedKeysTest {
  private static final Tokens OLD = new Tokens();
  private static final Tokens NEW = new Tokens();
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final PublishingIssuer issuer = new PublishingIssuer(OLD);

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void keyThatIsAddedCountsAtOnce() {
    TokenVerifier verifier = verifier(PublishedKeys.LIFETIME);
    assertAccepted(verifier, OLD);

    issuer.publish(OLD, NEW);

    assertAccepted(verifier, NEW);
    assertAccepted(verifier, OLD);
  }

  @Test
  void keyThatIsWithdrawnCountsNoMoreAfterALifetime() {
    TokenVerifier verifier = verifier(SHORT);
    assertAccepted(verifier, OLD);

    issuer.publish(NEW);

    await()
        .untilAsserted(
            () -> assertThat(verifier.verify(OLD.of("alice"))).isInstanceOf(Verdict.Refused.class));
    assertAccepted(verifier, NEW);
  }

  @Test
  void knownKeysCountOnWhileTheIssuerIsAway() {
    TokenVerifier verifier = verifier(SHORT);
    assertAccepted(verifier, OLD);
    int before = issuer.asked();

    issuer.goAway();

    await()
        .until(
            () -> {
              assertAccepted(verifier, OLD);
              return issuer.asked();
            },
            asked -> asked >= before + 4);
  }

  /// Nobody can say whose key that is, so the answer is not that the token is bad.
  @Test
  void unknownKeyIsNoBadTokenWhileTheIssuerIsAway() {
    TokenVerifier verifier = verifier(PublishedKeys.LIFETIME);
    issuer.goAway();

    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> verifier.verify(OLD.of("alice")))
        .isNotInstanceOf(BadJwtException.class);
  }

  @Test
  void madeUpKeysAskTheIssuerTwiceAndHarmNobody() {
    TokenVerifier verifier = verifier(Duration.ofHours(2));
    assertAccepted(verifier, OLD);
    int before = issuer.asked();

    for (int i = 0; i < 50; i++) {
      assertNotAccepted(verifier, OLD.withUnknownKey());
      assertAccepted(verifier, OLD);
    }

    assertThat(issuer.asked() - before).isBetween(1, 2);
  }

  /// Each window of 3 s begins with a question, so that there are no more of them than this.
  @Test
  void madeUpKeysAskTheIssuerTwiceInThreeSecondsAtMost() {
    long began = System.nanoTime();
    TokenVerifier verifier = verifier(PublishedKeys.LIFETIME);
    assertAccepted(verifier, OLD);

    for (int i = 0; i < 500; i++) {
      assertNotAccepted(verifier, OLD.withUnknownKey());
    }

    Duration took = Duration.ofNanos(System.nanoTime() - began);
    int windows = (int) took.dividedBy(Duration.ofSeconds(3)) + 1;
    assertThat(issuer.asked()).isBetween(2, 2 * windows);
  }

  /// Each thread that waits for the issuer is one that the server lacks.
  @Test
  void fewThreadsWaitForAnIssuerThatHangsFromTheStart() {
    TokenVerifier verifier = verifier(PublishedKeys.LIFETIME);
    issuer.hang();
    String good = OLD.of("alice");
    List<CompletableFuture<Verdict>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        asked.add(CompletableFuture.supplyAsync(() -> verifier.verify(good), threads));
      }

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join())
          .havingRootCause()
          .as("the first that is answered has not waited")
          .isInstanceOf(RateLimitReachedException.class);
      issuer.close();
    }
  }

  /// Each thread that waits for the issuer is one that the server lacks.
  @Test
  void madeUpKeysHoldFewThreadsWhileTheIssuerHangs() {
    TokenVerifier verifier = verifier(PublishedKeys.LIFETIME);
    assertAccepted(verifier, OLD);
    issuer.hang();
    String madeUp = OLD.withUnknownKey();
    List<CompletableFuture<Verdict>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      await()
          .until(() -> {
            asked.add(CompletableFuture.supplyAsync(() -> verifier.verify(madeUp), threads));
            return asked.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
          });

      assertAccepted(verifier, OLD);
      issuer.close();
    }
  }

  @Test
  void newKeyDoesNotWaitLongForMadeUpOnes() {
    TokenVerifier verifier = verifier(PublishedKeys.LIFETIME);
    assertAccepted(verifier, OLD);
    for (int i = 0; i < 3; i++) {
      assertNotAccepted(verifier, OLD.withUnknownKey());
    }

    issuer.publish(OLD, NEW);

    await()
        .ignoreExceptionsInstanceOf(JwtException.class)
        .untilAsserted(() -> assertAccepted(verifier, NEW));
  }

  private TokenVerifier verifier(Duration lifetime) {
    SecurityConfiguration configuration = new SecurityConfiguration();
    return new TokenVerifier(
        configuration.jwtDecoder(
            Configured.properties(),
            configuration.tokenRule(Configured.properties()),
            new Configured.Keys(PublishedKeys.at(issuer.address(), lifetime))));
  }

  private static void assertAccepted(TokenVerifier verifier, Tokens tokens) {
    assertThat(verifier.verify(tokens.of("alice"))).isInstanceOf(Verdict.Accepted.class);
  }

  private static void assertNotAccepted(TokenVerifier verifier, String token) {
    try {
      assertThat(verifier.verify(token)).isInstanceOf(Verdict.Refused.class);
    } catch (JwtException e) {
      // Not known, and not asked for.
      assertThat(e).isNotInstanceOf(BadJwtException.class);
    }
  }
}
