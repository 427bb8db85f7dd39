package dev.confab.standalone;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/// Settings that are known once a part is up: who asks for one waits for that part. So the
/// services' context is made while the parts start, and uses none before it is there.
final class AwaitedSettings extends EnumerablePropertySource<Map<String, Callable<String>>> {
  AwaitedSettings(Map<String, Callable<String>> settings) {
    super("parts", settings);
  }

  @Override
  public String[] getPropertyNames() {
    return source.keySet().toArray(String[]::new);
  }

  /// Throws `IllegalStateException`, whose cause is why the part did not start.
  @Override
  public @Nullable Object getProperty(String name) {
    Callable<String> setting = source.get(name);
    if (setting == null) {
      return null;
    }
    try {
      return setting.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a part starts", e);
    } catch (Exception e) {
      throw new IllegalStateException("a part did not start", e);
    }
  }
}
