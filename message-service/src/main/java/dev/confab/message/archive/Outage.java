package dev.confab.message.archive;

/// Why nothing can be archived at the moment, as a sentence for the operator.
enum Outage {
  STARTING("starting"),
  STOPPED("stopped"),
  KAFKA("Kafka can't be reached or refuses"),
  POSTGRESQL("PostgreSQL can't be reached or refuses"),
  UNKNOWN("an error that is not foreseen; see the log");

  private final String sentence;

  Outage(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
