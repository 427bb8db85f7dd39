package dev.confab.web.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/// Whose time passes when the test says so.
final class ManualScheduler extends AbstractLifeCycle implements Scheduler {
  private final List<Runnable> tasks = new ArrayList<>();

  @Override
  public synchronized Task schedule(Runnable task, long delay, TimeUnit units) {
    tasks.add(task);
    return () -> cancel(task);
  }

  private synchronized boolean cancel(Runnable task) {
    return tasks.remove(task);
  }

  synchronized boolean isEmpty() {
    return tasks.isEmpty();
  }

  /// What is due by now, and not what that schedules.
  void pass() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(tasks);
      tasks.clear();
    }
    due.forEach(Runnable::run);
  }
}
