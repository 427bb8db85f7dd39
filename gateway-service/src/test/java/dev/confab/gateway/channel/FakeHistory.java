package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// History that answers when the test says so.
final class FakeHistory implements History {
  record Asked(Stretch stretch, Consumer<Found> whenRead) {
    /// Every event that was asked for.
    void find() {
      List<Frame> events =
          LongStream.rangeClosed(stretch.after() + 1, stretch.last())
              .mapToObj(Room::frame)
              .toList();
      whenRead.accept(new Found.Whole(events));
    }

    void miss() {
      whenRead.accept(new Found.Missing());
    }

    /// Over which seq and up to which.
    String range() {
      return stretch.after() + "-" + stretch.last();
    }
  }

  private final List<Asked> asked = new ArrayList<>();

  @Override
  public void read(Stretch stretch, Consumer<Found> whenRead) {
    asked.add(new Asked(stretch, whenRead));
  }

  /// What was asked since the last call.
  List<Asked> taken() {
    List<Asked> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  Asked only() {
    List<Asked> taken = taken();
    if (taken.size() != 1) {
      throw new AssertionError("asked " + taken.size() + " times");
    }
    return taken.getFirst();
  }
}
