package dev.confab.message.shard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Up to where one opening's appends are durable, as the producer's thread hears it.
///
/// The shard's thread looks here whenever it works. It is woken only if an answer waits for it: to
/// wake it for each append of a busy shard would cost more than to decide. `appended` is for the
/// producer's thread, the rest for the shard's.
final class Appends {
  private final Runnable wake;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long durable;
  private volatile boolean awaited;

  Appends(Runnable wake) {
    this.wake = wake;
  }

  /// Called in the order of the ordinals; behind one that is missing none counts.
  void appended(long n) {
    if (n == durable + 1) {
      durable = n;
    }
    if (awaited && woken.compareAndSet(false, true)) {
      wake.run();
    }
  }

  /// Tells the shard; after that it is woken if it waits for more.
  void tell(Shard shard) {
    tell(shard::appendedUpTo, shard::isAwaitingAppends);
  }

  void tell(LongConsumer shard, BooleanSupplier isAwaiting) {
    woken.set(false);
    long told;
    do {
      told = durable;
      shard.accept(told);
      awaited = isAwaiting.getAsBoolean();
      // One that came before `awaited` was seen has woken nobody.
    } while (awaited && durable > told);
  }
}
