package dev.confab.bench.machine;

import dev.confab.bench.client.Target;
import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of the module's own servers, in a process of its own with the flags of `./confab up`.
public final class Baseline implements Server {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseParallelGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx1536m",
          "-Xss512k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Child child;
  private final Target target;

  private Baseline(Child child, Target target) {
    this.child = child;
    this.target = target;
  }

  /// `program` is the class whose `main` gets the port, and more arguments if there are any.
  public static Baseline start(String name, Class<?> program, String... more) throws IOException {
    int port = LoopbackPort.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.add(Integer.toString(port));
    command.addAll(List.of(more));
    Child child = Child.start(new ProcessBuilder(command), "ready");
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return new Baseline(child, Target.single(name, address, true));
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public ProcessTree processes() {
    return new ProcessTree(child.pid());
  }

  @Override
  public void close() {
    child.close();
  }
}
