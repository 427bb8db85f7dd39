package dev.confab.schema.codec;

import dev.confab.schema.event.Event;
import dev.confab.schema.log.LogHeaders;
import org.apache.kafka.common.header.Headers;

/// The CloudEvents 1.0 attributes of an event, as Kafka headers in binary mode.
public final class EventRecord {
  public static final String SOURCE = "/confab";
  public static final String JSON = "application/json";

  private EventRecord() {}

  /// Adds the attributes; the value of the record is the event's JSON and its key the session id.
  public static void describe(Event event, Headers headers) {
    LogHeaders.put(headers, "ce_specversion", "1.0");
    LogHeaders.put(headers, "ce_id", event.sessionId() + "." + event.seq());
    LogHeaders.put(headers, LogHeaders.CE_TYPE, "chat." + event.typeName());
    LogHeaders.put(headers, "ce_source", SOURCE);
    LogHeaders.put(headers, "ce_time", Json.format(event.at()));
    LogHeaders.put(headers, "ce_subject", event.sessionId().value());
    LogHeaders.put(headers, "content-type", JSON);
  }
}
