package dev.confab.standalone.kafka;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/// What becomes of a broker that can't go on, for example because the disk is full.
///
/// Kafka would end the process at once, and say nothing of it on the console. The setting is one
/// for the whole process.
public final class BrokerFault {
  private BrokerFault() {}

  /// Calls `onFault` with a sentence instead, on the thread that met the fault. It must not block.
  public static void divert(Consumer<String> onFault) {
    Exit.Procedure procedure = (status, message) -> onFault.accept(sentence(status, message));
    Exit.setExitProcedure(procedure);
    Exit.setHaltProcedure(procedure);
  }

  private static String sentence(int status, @Nullable String message) {
    return "Kafka stopped with a fault (status %d%s)."
        .formatted(status, message == null ? "" : ": " + message);
  }
}
