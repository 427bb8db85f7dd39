package dev.confab.web.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/// The keys that an issuer publishes.
///
/// They are kept for a lifetime and fetched anew a little before its end. A token with a key that
/// is not among them has them fetched at once, but two times in a hundredth of the lifetime (3 s)
/// at most, so that made-up keys don't become many requests to the issuer; a new key waits no
/// longer for that, and until then its tokens are no bad ones. While it is away the known ones
/// count on, for ten lifetimes.
final class PublishedKeys {
  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MOST_BYTES = 100_000;

  private PublishedKeys() {}

  /// Throws `IllegalArgumentException` if that is no address of a document.
  static JWKSource<SecurityContext> at(URI address, Duration lifetime) {
    long millis = lifetime.toMillis();
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              address.toURL(),
              new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
          .cache(millis, millis / 20)
          .refreshAheadCache(millis / 10, false)
          .rateLimited(Math.max(1, millis / 100))
          .retrying(true)
          .outageTolerant(millis * 10)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("confab.web.jwk-set-uri is no URL", e);
    }
  }
}
