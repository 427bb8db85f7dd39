package dev.confab.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.EventRecord;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.log.LogHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// One shard of `chat.events` with all that can be on it: openings, events, control records, what
/// paused owners and lost appends leave behind, and what nobody can read.
///
/// It knows which events count from what it did, not from any filter.
public final class RandomLog {
  public final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  public final List<Counted> counted = new ArrayList<>();

  /// Offsets of accepted records that can't be read.
  public final List<Long> unreadable = new ArrayList<>();

  private final int shard;
  private final Random random;
  private long term;
  private String owner = "";
  private long n;
  private boolean whole;

  /// Up to where all was acknowledged; it stays where the first ordinal went wrong.
  private long safe;

  private String ghostOwner = "";
  private long ghostN;

  public RandomLog(int shard, long seed) {
    this.shard = shard;
    this.random = new Random(seed * 31 + shard);
    open(Instant.EPOCH);
  }

  /// The event, and perhaps something else besides.
  public void write(Event event, Instant appended) {
    int dice = random.nextInt(100);
    if (dice < 2 || (!whole && dice < 30)) {
      open(appended);
    } else if (dice < 6 && term > 1) {
      ghostN++;
      add(event, appended, headers(term - 1, ghostOwner, ghostN));
    } else if (dice < 8) {
      append(event, appended);
      // The same again: an owner whose ordinals do not go on has lost its way.
      add(event, appended, headers(term, owner, n));
      whole = false;
      return;
    } else if (dice < 9) {
      n++;
      whole = false;
    } else if (dice < 13) {
      n++;
      add(null, "{}".getBytes(UTF_8), appended, control(LogHeaders.PROGRESS, n));
    } else if (dice < 16) {
      n++;
      if (whole) {
        unreadable.add((long) records.size());
      }
      byte[] garbage = dice == 13 ? null : (dice == 14 ? "[]" : "{\"type\":\"x\"}").getBytes(UTF_8);
      add(bytes(event), garbage, appended, headers(term, owner, n));
    } else if (dice < 17) {
      add(event, appended, new RecordHeaders());
    }
    append(event, appended);
  }

  private void append(Event event, Instant appended) {
    n++;
    safe = whole ? n - 1 : safe;
    add(event, appended, headers(term, owner, n));
    if (whole) {
      counted.add(new Counted(event, appended));
    }
  }

  private void open(Instant appended) {
    ghostOwner = owner;
    ghostN = n;
    term++;
    owner = shard + "-" + term;
    n = 0;
    safe = 0;
    whole = true;
    add(null, null, appended, control(LogHeaders.SHARD_OPENED, 0));
  }

  private static byte[] bytes(Event event) {
    return event.sessionId().value().getBytes(UTF_8);
  }

  private void add(Event event, Instant appended, RecordHeaders headers) {
    EventRecord.describe(event, headers);
    add(bytes(event), Json.encode(event), appended, headers);
  }

  @SuppressWarnings("NullAway") // Records may lack key and value.
  private void add(
      byte @Nullable [] key, byte @Nullable [] value, Instant appended, RecordHeaders headers) {
    records.add(
        new ConsumerRecord<>(
            "chat.events",
            shard,
            records.size(),
            appended.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            -1,
            -1,
            key,
            value,
            headers,
            Optional.empty()));
  }

  private RecordHeaders control(String type, long ordinal) {
    RecordHeaders headers = headers(term, owner, ordinal);
    LogHeaders.put(headers, LogHeaders.CE_TYPE, type);
    return headers;
  }

  private RecordHeaders headers(long term, String owner, long n) {
    RecordHeaders headers = new RecordHeaders();
    LogHeaders.put(headers, LogHeaders.TERM, term);
    LogHeaders.put(headers, LogHeaders.OWNER, owner);
    LogHeaders.put(headers, LogHeaders.N, n);
    LogHeaders.put(headers, LogHeaders.SAFE, safe);
    return headers;
  }
}
