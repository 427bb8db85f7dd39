package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The highest term that anyone has claimed for each shard, as `chat.shards` says so far. Not
/// thread-safe.
final class Claims {
  private static final Logger log = LoggerFactory.getLogger(Claims.class);

  private final Map<Integer, Long> highest = new HashMap<>();

  /// Takes the key of a record, `<partition>:<term>`.
  void add(byte @Nullable [] key) {
    String text = key == null ? "" : new String(key, UTF_8);
    int colon = text.indexOf(':');
    try {
      int shard = Integer.parseInt(text.substring(0, Math.max(0, colon)));
      highest.merge(shard, Long.parseLong(text.substring(colon + 1)), Math::max);
    } catch (NumberFormatException e) {
      log.warn("A record of chat.shards has no key of the form partition:term; it is ignored");
    }
  }

  /// 0 if there is no claim.
  long floor(int shard) {
    return highest.getOrDefault(shard, 0L);
  }
}
