package dev.confab.web.kafka;

/// The brokers do not let this process do what it needs; its message says what. Repeating helps
/// only once somebody has given it the rights.
public final class KafkaRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KafkaRefusedException(String message) {
    super(message);
  }
}
