package dev.confab.web.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The keys that an issuer publishes.
///
/// They are kept for a lifetime and fetched anew a little before its end. A token with a key that
/// is not among them has them fetched at once, but two times in a hundredth of the lifetime (3 s)
/// at most, so that made-up keys don't become many requests to the issuer; a new key waits no
/// longer for that, and until then its tokens are no bad ones. While it is away the known ones
/// count on, for ten lifetimes. While it hangs, few threads wait for keys that were never seen, so
/// that made-up ones do not take the threads of all. Thread-safe.
final class PublishedKeys implements JWKSource<SecurityContext> {
  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MOST_BYTES = 100_000;

  /// Threads that wait for keys that were never seen; a part of the server's.
  private static final int MOST_WAITING = 32;

  private final JWKSource<SecurityContext> keys;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /// What keys were asked for by and found, as text; an issuer has a few at a time.
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private PublishedKeys(JWKSource<SecurityContext> keys) {
    this.keys = keys;
  }

  /// Throws `IllegalArgumentException` if that is no address of a document.
  static JWKSource<SecurityContext> at(URI address, Duration lifetime) {
    long millis = lifetime.toMillis();
    try {
      return new PublishedKeys(
          JWKSourceBuilder.<SecurityContext>create(
                  address.toURL(),
                  new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
              .cache(millis, millis / 20)
              .refreshAheadCache(millis / 10, false)
              .rateLimited(Math.max(1, millis / 100))
              .retrying(true)
              .outageTolerant(millis * 10)
              .build());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("confab.web.jwk-set-uri is no URL", e);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    String wanted = selector.getMatcher().toString();
    if (seen.isEmpty() || seen.contains(wanted)) {
      return find(wanted, selector, context);
    }
    if (!waiting.tryAcquire()) {
      throw new RateLimitReachedException();
    }
    try {
      return find(wanted, selector, context);
    } finally {
      waiting.release();
    }
  }

  private List<JWK> find(String wanted, JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    List<JWK> found = keys.get(selector, context);
    if (found.isEmpty()) {
      seen.remove(wanted);
    } else {
      seen.add(wanted);
    }
    return found;
  }
}
