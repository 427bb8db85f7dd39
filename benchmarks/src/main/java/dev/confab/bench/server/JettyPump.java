package dev.confab.bench.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// The thread that has all rooms to itself, and writes.
final class JettyPump {
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Map<String, BareRoom<JettyMember>> rooms = new HashMap<>();
  private final List<JettyMember> dirty = new ArrayList<>();
  private final Thread thread = Thread.currentThread();
  private volatile boolean parked;

  void add(Runnable task) {
    tasks.add(task);
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  BareRoom<JettyMember> room(String id) {
    return rooms.computeIfAbsent(id, BareRoom::new);
  }

  void put(JettyMember member, byte[] frame) {
    if (member.queue(frame)) {
      dirty.add(member);
    }
  }

  void run() {
    while (!thread.isInterrupted()) {
      Runnable task = tasks.poll();
      if (task == null) {
        parked = true;
        if (tasks.isEmpty()) {
          LockSupport.park(this);
        }
        parked = false;
        continue;
      }
      for (; task != null; task = tasks.poll()) {
        task.run();
      }
      dirty.forEach(JettyMember::flush);
      dirty.clear();
    }
  }
}
