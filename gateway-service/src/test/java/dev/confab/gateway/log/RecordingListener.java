package dev.confab.gateway.log;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/// Keeps in words what it is told.
final class RecordingListener implements LogListener {
  final List<String> heard = new ArrayList<>();

  @Override
  public void event(SessionEvent event) {
    heard.add("event " + event.seq());
  }

  @Override
  public void signal(Signal signal, Frame frame) {
    heard.add("signal");
  }

  @Override
  public void opened(int shard) {
    heard.add("opened " + shard);
  }

  @Override
  public void lost(int shard) {
    heard.add("lost " + shard);
  }
}
