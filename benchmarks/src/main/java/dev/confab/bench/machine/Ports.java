package dev.confab.bench.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports below those that the kernel gives to outgoing connections, of which a run has thousands.
final class Ports {
  private static final int FIRST = 31_000;
  private static final int LAST = 31_999;
  private static int next = FIRST + (int) (ProcessHandle.current().pid() % 40) * 20;

  private Ports() {}

  static synchronized int free() {
    for (int tries = 0; tries <= LAST - FIRST; tries++) {
      int port = next++;
      if (next > LAST) {
        next = FIRST;
      }
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it.
      }
    }
    throw new IllegalStateException("no port is free between " + FIRST + " and " + LAST);
  }
}
