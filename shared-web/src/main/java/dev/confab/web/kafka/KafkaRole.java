package dev.confab.web.kafka;

/// What a process is to Kafka: a name in the table of rights. A process without one is not asked
/// for any, as where all services share one.
public record KafkaRole(String name) {}
