package dev.confab.bench.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A program that this one starts and ends, and that says on its output when it is ready.
final class Child implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 180;

  private final Process process;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final List<String> said = new ArrayList<>();
  private final Thread onExit = new Thread(this::kill);

  private Child(Process process) {
    this.process = process;
  }

  /// Returns once a line of the output begins with `word`. It is ended with this process, too.
  static Child start(ProcessBuilder builder, String word) throws IOException {
    Child child = new Child(builder.redirectErrorStream(true).start());
    Runtime.getRuntime().addShutdownHook(child.onExit);
    Thread.ofPlatform().daemon().start(() -> child.listen(word));
    child.await(word);
    return child;
  }

  private void listen(String word) {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (said) {
          said.add(line);
        }
        if (line.strip().startsWith(word)) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      // It is being killed.
    } finally {
      ready.countDown();
    }
  }

  private void await(String word) throws IOException {
    try {
      boolean inTime = ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      synchronized (said) {
        if (!inTime || said.stream().noneMatch(line -> line.strip().startsWith(word))) {
          close();
          throw new IOException("a server did not start:\n" + String.join("\n", said));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  long pid() {
    return process.pid();
  }

  private void kill() {
    process.destroy();
  }

  @Override
  public void close() {
    kill();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // This process is ending.
    }
  }
}
