package dev.confab.standalone.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process as the operating system knows it, with those that it started: PostgreSQL is many.
///
/// It is known by its id together with a text on its command line, so that another process that has
/// the id by now is left alone.
final class OsProcess {
  enum State {
    RUNNING,
    STOPPED,
    GONE
  }

  private static final Duration POLL = Duration.ofMillis(10);

  private final long pid;
  private final String mark;

  OsProcess(long pid, String mark) {
    this.pid = pid;
    this.mark = mark;
  }

  long pid() {
    return pid;
  }

  State state() {
    if (handle().isEmpty()) {
      return State.GONE;
    }
    return letter(pid) == 'T' ? State.STOPPED : State.RUNNING;
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  /// The first one first, so that it starts no more.
  void kill() {
    family().forEach(ProcessHandle::destroyForcibly);
  }

  void stop() throws IOException, InterruptedException {
    Signal.STOP.send(ids(family()));
  }

  void resume() throws IOException, InterruptedException {
    Signal.CONT.send(ids(family().reversed()));
  }

  /// Asks it to end. One that is paused can't hear that, so it goes on first.
  ///
  /// @param fast whether PostgreSQL is asked, which would wait for its clients else
  void end(boolean fast) throws IOException, InterruptedException {
    resume();
    if (fast) {
      Signal.INT.send(ids(handle().stream().toList()));
    } else {
      handle().ifPresent(ProcessHandle::destroy);
    }
  }

  /// Whether it is gone, at the latest when the time is over.
  boolean awaitEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  private Optional<ProcessHandle> handle() {
    return pid <= 0 ? Optional.empty() : ProcessHandle.of(pid).filter(this::isOurs);
  }

  /// One that is being replaced by its program has no command line for a moment, and one that has
  /// ended and was not waited for has none any more.
  private boolean isOurs(ProcessHandle process) {
    String line = process.info().commandLine().orElse("");
    return line.isEmpty() ? "ZX?".indexOf(letter(pid)) < 0 : line.contains(mark);
  }

  private List<ProcessHandle> family() {
    List<ProcessHandle> all = new ArrayList<>();
    handle()
        .ifPresent(process -> {
          List<ProcessHandle> children = process.descendants().toList();
          all.add(process);
          all.addAll(children);
        });
    return all;
  }

  private static List<Long> ids(List<ProcessHandle> processes) {
    return processes.stream().map(ProcessHandle::pid).toList();
  }

  /// As `ps` shows it: `T` for a paused one.
  private static char letter(long pid) {
    try {
      Path stat = Path.of("/proc", Long.toString(pid), "stat");
      if (Files.exists(stat)) {
        String text = Files.readString(stat);
        return text.charAt(text.lastIndexOf(')') + 2);
      }
      Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
      String text = new String(ps.getInputStream().readAllBytes(), UTF_8).strip();
      ps.waitFor(1, TimeUnit.SECONDS);
      return text.isEmpty() ? '?' : text.charAt(0);
    } catch (IOException e) {
      return '?';
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return '?';
    }
  }
}
