package dev.confab.system.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Gives tests the one {@link Running} product that all of a JVM's test classes share; it starts
/// with the first and ends with the JVM's last. A test that fails gets the product's last words.
public final class SharedRun implements ParameterResolver, TestExecutionExceptionHandler {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedRun.class);

  /// The product with its folder, which goes with it.
  private record Lease(Running running, Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      running.close();
      delete(folder);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    failure.addSuppressed(new AssertionError(running(context).said()));
    throw failure;
  }

  /// Deletes the folder and what is in it.
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Running running(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Running.class, key -> start(), Lease.class)
        .running();
  }

  private static Lease start() {
    try {
      Path folder = Files.createTempDirectory("confab-system-");
      return new Lease(new Running(folder).start(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
