package dev.confab.standalone.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Ports of the loopback interface.
public final class LoopbackPort {
  public static final String HOST = "127.0.0.1";

  /// Below those that a system gives to outgoing connections (`ip_local_port_range`, from 32768 on
  /// Linux): one of these could take it before somebody listens on it.
  private static final int FIRST = 10_000;

  private static final int COUNT = 10_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private LoopbackPort() {}

  /// A port that nobody uses at this moment; each call gives another one.
  public static int free() throws IOException {
    return IntStream.generate(() -> FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT))
        .limit(COUNT)
        .filter(LoopbackPort::isFree)
        .findFirst()
        .orElseThrow(() ->
            new IOException("no port is free from %d to %d".formatted(FIRST, FIRST + COUNT - 1)));
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
