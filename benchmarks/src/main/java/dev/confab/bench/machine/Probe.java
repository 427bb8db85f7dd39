package dev.confab.bench.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Asks for a process's health as the check of its container does.
public final class Probe {
  private static final int PATIENCE_MILLIS = 4_000;

  private Probe() {}

  /// @param what `liveness` or `readiness`
  public static boolean isReady(InetSocketAddress address, String what) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address, PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET /actuator/health/" + what + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
