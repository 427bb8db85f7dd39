package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.id.GatewayId;
import dev.confab.schema.log.LogHeaders;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The return address of this gateway's commands, `<gateway id>/<number>`.
final class Origin {
  /// The record answers none of this gateway's commands.
  static final long FOREIGN = -1;

  private final String gateway;
  private final byte[] prefix;

  Origin(GatewayId gateway) {
    this.gateway = gateway.value();
    this.prefix = (gateway.value() + "/").getBytes(UTF_8);
  }

  String gateway() {
    return gateway;
  }

  void stamp(Headers headers, long number) {
    LogHeaders.put(headers, LogHeaders.ORIGIN, new String(prefix, UTF_8) + number);
  }

  /// The number of the command that the record answers, or {@link #FOREIGN}.
  long numberIn(Headers headers) {
    Header header = headers.lastHeader(LogHeaders.ORIGIN);
    byte[] origin = header == null ? null : header.value();
    if (origin == null
        || origin.length <= prefix.length
        || origin.length > prefix.length + 18
        || !Arrays.equals(origin, 0, prefix.length, prefix, 0, prefix.length)) {
      return FOREIGN;
    }
    long number = 0;
    for (int i = prefix.length; i < origin.length; i++) {
      if (origin[i] < '0' || origin[i] > '9') {
        return FOREIGN;
      }
      number = number * 10 + (origin[i] - '0');
    }
    return number;
  }
}
