package dev.confab.standalone.launch;

import dev.confab.standalone.loopback.LoopbackPort;
import java.nio.file.Path;

/// What the user chose: three ports on loopback, and the folder of the data.
///
/// @param reset whether the data in the folder is deleted first
/// @param analytics whether the analytics service runs, too
public record Options(
    int port, int kafkaPort, int postgresPort, Path data, boolean reset, boolean analytics) {
  /// Refuses ports that are taken or the same.
  public void checkPorts() throws StartRefusedException {
    checkDistinct(port, "--port", kafkaPort, "--kafka-port");
    checkDistinct(port, "--port", postgresPort, "--postgres-port");
    checkDistinct(kafkaPort, "--kafka-port", postgresPort, "--postgres-port");
    checkFree(port, "--port");
    checkFree(kafkaPort, "--kafka-port");
    checkFree(postgresPort, "--postgres-port");
  }

  private static void checkDistinct(int one, String flag, int other, String otherFlag)
      throws StartRefusedException {
    if (one == other) {
      throw new StartRefusedException(
          "%s and %s are both %d: choose two ports.".formatted(flag, otherFlag, one));
    }
  }

  private static void checkFree(int port, String flag) throws StartRefusedException {
    if (!LoopbackPort.isFree(port)) {
      throw new StartRefusedException(
          "Port %d is taken: stop what listens there, or choose another port with %s."
              .formatted(port, flag));
    }
  }
}
