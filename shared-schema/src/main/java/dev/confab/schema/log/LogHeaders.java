package dev.confab.schema.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The headers of records on `chat.events`, `chat.commands` and `chat.replies`. Numbers are decimal
/// text, so that command-line tools show them.
public final class LogHeaders {
  /// Which opening of the shard wrote the record; terms only grow.
  public static final String TERM = "term";

  /// UUID of that opening.
  public static final String OWNER = "owner";

  /// Ordinal within the opening: the marker is 0. On a reply: the ordinal of the last event sent
  /// before it.
  public static final String N = "n";

  /// Highest ordinal up to which all was acknowledged to the owner when this was sent.
  public static final String SAFE = "safe";

  public static final String SEQ = "seq";

  /// Offset on `chat.commands` of the command that became this record.
  public static final String COMMAND_OFFSET = "command-offset";

  /// Opaque return address: `<gateway id>/<number>`; copied from the command to its event or reply.
  public static final String ORIGIN = "origin";

  public static final String CE_TYPE = "ce_type";
  public static final String SHARD_OPENED = "confab.shard_opened";
  public static final String PROGRESS = "confab.progress";

  /// On a record of `chat.commands` that has no key: the id of a gateway that lives and holds
  /// connections.
  public static final String GATEWAY_ALIVE = "gateway-alive";

  private LogHeaders() {}

  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /// The header's number; -1 if it is missing or no number.
  public static long number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return -1;
    }
    byte[] digits = header.value();
    if (digits.length == 0 || digits.length > 18) {
      return -1;
    }
    long number = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  public static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  public static void put(Headers headers, String name, long value) {
    put(headers, name, Long.toString(value));
  }
}
