package dev.confab.message.shard;

import dev.confab.schema.event.Event;
import dev.confab.schema.topic.Topics;
import dev.confab.web.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Carries the traces of one shard's commands over to their events, beside the shard, which knows
/// nothing of them. A span tells how long a command lay on its topic until its event was sent.
/// Commands are taken on one thread and events sent on another.
final class ShardSpans {
  /// @param since the command was appended
  private record Taken(Context context, Instant since) {}

  private final Tracing tracing;
  private final ConcurrentNavigableMap<Long, Taken> taken = new ConcurrentSkipListMap<>();

  ShardSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> command) {
    Context context = tracing.of(command.headers());
    if (context != null) {
      taken.put(command.offset(), new Taken(context, Instant.ofEpochMilli(command.timestamp())));
    }
  }

  /// The record goes with these headers. Commands up to its own are done.
  void done(ShardLog.Append append, Headers headers) {
    long commandOffset = append.commandOffset();
    if (taken.isEmpty()) {
      return;
    }
    Taken command = taken.get(commandOffset);
    taken.headMap(commandOffset, true).clear();
    if (command == null || append.event() == null) {
      return;
    }
    Event event = append.event().event();
    Span span = tracing.begin("decide", SpanKind.CONSUMER, command.context(), command.since());
    span.setAttribute("messaging.system", "kafka");
    span.setAttribute("messaging.destination.name", Topics.COMMANDS.name());
    span.setAttribute("messaging.kafka.offset", commandOffset);
    span.setAttribute("confab.session", event.sessionId().value());
    span.setAttribute("confab.seq", event.seq());
    tracing.put(span, headers);
    span.end();
  }
}
