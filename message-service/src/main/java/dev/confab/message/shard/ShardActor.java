package dev.confab.message.shard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Gives a {@link ShardLife} a thread. All other threads only post into its mailbox.
final class ShardActor implements Runnable, ShardHost.Life {
  private static final Logger LOG = LoggerFactory.getLogger(ShardActor.class);

  private final int number;
  private final ShardLife life;
  private final LinkedBlockingQueue<ShardMessage> messages = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  ShardActor(int number, ShardLife.Surroundings with, ShardLife.Readers readers) {
    this.number = number;
    this.life = new ShardLife(number, with, readers, this);
  }

  @Override
  public void post(ShardMessage message) {
    messages.add(message);
  }

  @Override
  public void postLater(ShardMessage message, Duration delay) {
    Executor later =
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    later.execute(() -> post(message));
  }

  @Override
  public ShardStatus status() {
    return life.status();
  }

  @Override
  public int backlog() {
    return messages.size();
  }

  @Override
  public boolean hasRoom() {
    return life.hasRoom();
  }

  @Override
  public void tick() {
    life.tick();
  }

  @Override
  public void stop() {
    post(new ShardMessage.Stop());
  }

  @Override
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private void abandon() {
    try {
      life.abandon();
    } catch (RuntimeException e) {
      LOG.warn("shard {} did not let go of all that it had", number, e);
    }
  }

  @Override
  public void run() {
    MDC.put("shard", Integer.toString(number));
    try {
      boolean running = true;
      while (running) {
        running = life.handle(messages.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // Such as a stack that was too small: the host begins anew.
      LOG.error("shard {} ended, which is not foreseen", number, e);
      abandon();
    } finally {
      ended.countDown();
    }
  }
}
