package dev.confab.history.timeline;

import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The real fold over a map, as one part that holds every session.
public final class FoldedTimeline implements Timeline {
  public int partition;
  public long gap;
  public Duration lag = Duration.ZERO;
  private final Progress progress = new Progress();
  private final MapStore store = new MapStore();
  private final TimelineWriter writer;
  private long offset;

  public FoldedTimeline(int window) {
    writer = new TimelineWriter(store, window);
  }

  public void feed(Event event) {
    writer.apply(event, Json.encode(event), offset, gap);
    offset++;
    progress.ring(event.sessionId());
  }

  public void skip(int records) {
    offset += records;
    gap = offset;
  }

  public TimelineReader reader() {
    return new TimelineReader(store);
  }

  @Override
  public Part part(SessionId session) {
    return new Part(partition, offset, gap, reader());
  }

  @Override
  public CompletableFuture<Void> bell(SessionId session) {
    return progress.bell(session);
  }

  @Override
  public void leave(SessionId session, CompletableFuture<Void> bell) {
    progress.leave(session, bell);
  }

  @Override
  public Duration lag() {
    return lag;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part(partition, offset, gap, reader()));
  }
}
