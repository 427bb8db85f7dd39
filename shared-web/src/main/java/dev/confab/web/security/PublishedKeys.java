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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The keys that an issuer publishes.
///
/// They are kept for a lifetime and fetched anew a little before its end. A token with a key that
/// is not among them has them fetched at once, but two times in a hundredth of the lifetime (3 s)
/// at most, so that made-up keys don't become many requests to the issuer; a new key waits no
/// longer for that, and until then its tokens are no bad ones. While it is away the known ones
/// count on, for ten lifetimes. While it hangs, few threads wait for it, whatever they ask for, so
/// that it does not take the threads of all. Thread-safe.
final class PublishedKeys implements JWKSource<SecurityContext> {
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /// For which keys count on while the issuer is away.
  private static final int LIFETIMES = 10;

  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MOST_BYTES = 100_000;

  /// Threads that look for keys, since each may have to wait; a part of the server's.
  private static final int MOST_LOOKING = 32;

  /// What was found for a key that was asked for.
  private record Found(List<JWK> keys, long at) {}

  private final JWKSource<SecurityContext> keys;
  private final long mostAge;
  private final Semaphore looking = new Semaphore(MOST_LOOKING);

  /// By what was asked for, as text; an issuer has a few keys at a time.
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  private PublishedKeys(JWKSource<SecurityContext> keys, long mostAge) {
    this.keys = keys;
    this.mostAge = mostAge;
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
              .outageTolerant(millis * LIFETIMES)
              .build(),
          lifetime.multipliedBy(LIFETIMES).toNanos());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("confab.web.jwk-set-uri is no URL", e);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    String wanted = selector.getMatcher().toString();
    if (!looking.tryAcquire()) {
      return known(wanted);
    }
    try {
      List<JWK> now = keys.get(selector, context);
      if (now.isEmpty()) {
        found.remove(wanted);
      } else {
        found.put(wanted, new Found(now, System.nanoTime()));
      }
      return now;
    } finally {
      looking.release();
    }
  }

  /// What was found last; nobody waits for that.
  private List<JWK> known(String wanted) throws KeySourceException {
    Found last = found.get(wanted);
    if (last == null || System.nanoTime() - last.at() > mostAge) {
      throw new RateLimitReachedException();
    }
    return last.keys();
  }
}
