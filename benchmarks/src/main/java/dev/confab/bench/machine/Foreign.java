package dev.confab.bench.machine;

import dev.confab.bench.client.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/// A server that somebody else started. What it costs is not known; the driver stands in for it,
/// and the report leaves it out.
public final class Foreign implements Server {
  private final Target target;

  private Foreign(Target target) {
    this.target = target;
  }

  /// On this machine only: the load must not go anywhere else.
  public static Foreign at(URI url) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(url.getHost());
    if (!Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress)) {
      throw new IllegalArgumentException("load goes to this machine only, not to " + url);
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    return new Foreign(
        Target.single(
            "confab", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), false));
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public ProcessTree processes() {
    return ProcessTree.self();
  }

  @Override
  public void close() {}
}
