package dev.confab.schema.log;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Where a record stands in its shard's history. A record without these headers is foreign and has
/// no position.
///
/// @param safe -1 where the record does not say
public record LogPosition(long term, String owner, long n, long safe, boolean marker) {
  /// The position that the headers write, or `null` if they write none.
  public static @Nullable LogPosition of(Headers headers) {
    long term = LogHeaders.number(headers, LogHeaders.TERM);
    String owner = LogHeaders.text(headers, LogHeaders.OWNER);
    long n = LogHeaders.number(headers, LogHeaders.N);
    if (term < 0 || owner == null || n < 0) {
      return null;
    }
    boolean marker = LogHeaders.SHARD_OPENED.equals(LogHeaders.text(headers, LogHeaders.CE_TYPE));
    return new LogPosition(term, owner, n, LogHeaders.number(headers, LogHeaders.SAFE), marker);
  }
}
