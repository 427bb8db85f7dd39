package dev.confab.test;

import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;

/// Where the servers of the tests come from: containers where a Docker engine answers, else the
/// embedded ones. Which it is, is printed. `CONFAB_TEST_CONTAINERS=no` takes the embedded ones
/// anyway, and `yes` fails where no engine answers.
public final class TestServer {
  private static final String CHOICE = "CONFAB_TEST_CONTAINERS";

  private TestServer() {}

  /// @param what it is, for the line that is printed
  public static <T> T start(
      String what, String image, Supplier<T> container, Supplier<T> embedded) {
    String choice = System.getenv().getOrDefault(CHOICE, "");
    boolean asked = choice.equals("yes");
    if (asked || (!choice.equals("no") && DockerClientFactory.instance().isDockerAvailable())) {
      try {
        T started = container.get();
        say(what, "container " + image);
        return started;
      } catch (ContainerLaunchException | ContainerFetchException | IllegalStateException e) {
        if (asked) {
          throw e;
        }
        say(what, "no container, though Docker answers: " + e.getMessage());
      }
    }
    say(what, "embedded");
    return embedded.get();
  }

  private static void say(String what, String from) {
    System.out.printf("%s of the tests: %s%n", what, from);
  }
}
