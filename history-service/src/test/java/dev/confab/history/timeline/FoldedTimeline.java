package dev.confab.history.timeline;

import dev.confab.history.window.Summary;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.List;

/// The real fold over a map, as one part that holds every session.
public final class FoldedTimeline implements Timeline {
  public long gap;
  private final MapStore store = new MapStore();
  private final TimelineWriter writer;
  private long offset;

  public FoldedTimeline(int window) {
    writer = new TimelineWriter(store, window);
  }

  public void feed(Event event) {
    writer.apply(event, Json.encode(event), offset++, gap);
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
    return new Part(0, gap, reader());
  }

  @Override
  public Part await(SessionId session, long minSeq, Duration patience) {
    Summary summary = reader().summary(session);
    if (minSeq > (summary == null ? 0 : summary.lastSeq()) && gap == 0) {
      throw new ViewBehindException("not yet");
    }
    return part(session);
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part(0, gap, reader()));
  }
}
