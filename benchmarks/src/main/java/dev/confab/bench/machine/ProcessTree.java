package dev.confab.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What processes and all their descendants cost, by `/proc`.
public final class ProcessTree {
  /// Of the numbers in `/proc/PID/stat` behind the name: user, system, and those of children that
  /// have ended.
  private static final int USER = 11;

  private static final int TIMES = 4;

  /// A thread's stat has those of its process's children, too.
  private static final int OWN_TIMES = 2;

  /// The kernel's unit of those numbers, 100 a second on every Linux that there is.
  private static final double TICK_SECONDS = 0.01;

  /// What HotSpot's own threads do, by their names, of which the kernel knows 15 letters.
  public enum Chore {
    COMPILING("C[12] CompilerThre.*"),
    COLLECTING("(GC Thread|G1 |VM Thread).*");

    private final String threads;

    Chore(String threads) {
      this.threads = threads;
    }
  }

  private final ProcessHandle root;
  private final List<ProcessHandle> roots;

  public ProcessTree(long pid) {
    this(List.of(pid));
  }

  /// The first is *the* process where it is asked for one.
  public ProcessTree(List<Long> pids) {
    this.roots = pids.stream().map(ProcessTree::process).toList();
    this.root = roots.getFirst();
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalArgumentException("no process " + pid));
  }

  public static ProcessTree self() {
    return new ProcessTree(ProcessHandle.current().pid());
  }

  public long pid() {
    return root.pid();
  }

  /// CPU seconds since they began; grows only.
  public double cpuSeconds() {
    return all().mapToLong(process -> ticks(process.pid())).sum() * TICK_SECONDS;
  }

  /// Of this process alone.
  public double ownCpuSeconds() {
    return ticks(root.pid()) * TICK_SECONDS;
  }

  /// CPU seconds of the threads that are there now and do that.
  public double cpuSeconds(Chore chore) {
    return all().mapToLong(process -> ticks(process.pid(), chore)).sum() * TICK_SECONDS;
  }

  /// Resident KiB of the root alone.
  public long ownResidentKib() {
    return kib(root.pid(), "status", "VmRSS:");
  }

  /// The most KiB that were resident of the root alone since it began.
  public long ownPeakKib() {
    return kib(root.pid(), "status", "VmHWM:");
  }

  /// Resident KiB of all, with shared pages counted once.
  public long residentKib() {
    return all().mapToLong(process -> kib(process.pid(), "smaps_rollup", "Pss:")).sum();
  }

  private Stream<ProcessHandle> all() {
    return roots.stream().flatMap(one -> Stream.concat(Stream.of(one), one.descendants()));
  }

  private static long ticks(long pid) {
    return ticks(read(pid, "stat"), TIMES);
  }

  private static long ticks(long pid, Chore chore) {
    long ticks = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        String stat = read(pid, "task/" + thread.getFileName() + "/stat");
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')') + 1);
        if (name.matches(chore.threads)) {
          ticks += ticks(stat, OWN_TIMES);
        }
      }
    } catch (IOException e) {
      // It has ended meanwhile.
      return 0;
    }
    return ticks;
  }

  private static long ticks(String stat, int times) {
    if (stat.isEmpty()) {
      return 0;
    }
    String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = USER; i < USER + times; i++) {
      ticks += Long.parseLong(numbers[i]);
    }
    return ticks;
  }

  private static long kib(long pid, String file, String field) {
    return read(pid, file)
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  private static String read(long pid, String file) {
    Path path = Path.of("/proc/" + pid + "/" + file);
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      // It has ended meanwhile, or there is no /proc at all.
      if (Files.exists(path)) {
        throw new UncheckedIOException(e);
      }
      return "";
    }
  }
}
