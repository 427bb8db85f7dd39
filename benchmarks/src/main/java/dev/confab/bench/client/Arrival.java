package dev.confab.bench.client;

import dev.confab.bench.loop.Loop;
import dev.confab.bench.rate.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;

/// Gets a crowd in, at its pace and with a bounded number on their way. Whoever is turned away
/// tries again, as clients do.
final class Arrival implements Loop.Work {
  private static final long STEP = 5_000_000;
  private static final int UNDER_WAY = 300;
  private static final long PATIENCE = 180_000_000_000L;
  private static final long AGAIN = 1_000_000_000L;

  private final Crowd crowd;
  private final IntSupplier arrived;
  private final long begin = System.nanoTime();
  private final Schedule pace = new Schedule(begin, Crowd.PACE);
  private long looked = begin;
  private int opened;

  Arrival(Crowd crowd, IntSupplier arrived) {
    this.crowd = crowd;
    this.arrived = arrived;
  }

  @Override
  public long run(long now) {
    int in = arrived.getAsInt();
    int wanted = crowd.clients().size();
    if (in == wanted) {
      return -1;
    }
    if (now - begin > PATIENCE) {
      throw new IllegalStateException("only %d of %d clients got in".formatted(in, wanted));
    }
    try {
      while (opened < wanted && pace.due(opened) <= now && opened - in < UNDER_WAY) {
        crowd.open(crowd.clients().get(opened++));
      }
      if (now - looked > AGAIN) {
        looked = now;
        again();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return opened < wanted ? STEP : Loop.LATER;
  }

  private void again() throws IOException {
    for (int i = 0; i < opened; i++) {
      Client client = crowd.clients().get(i);
      if (!client.isOpen()) {
        crowd.again(i);
      } else if (client.wasTurnedAway()) {
        client.join();
      }
    }
  }
}
