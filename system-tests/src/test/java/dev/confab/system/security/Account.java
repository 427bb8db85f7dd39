package dev.confab.system.security;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Who somebody is to Kafka: one of the roles of the table of rights, by SCRAM, or the broker
/// itself, by a password in its own settings.
///
/// @param role `broker` for the one that may do everything
record Account(String role, String password) {
  static final String SUPER_USER = "broker";
  static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required %s;";
  static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required %s;";

  static Account of(String role) {
    return new Account(role, "secret-of-" + role + "-" + UUID.randomUUID());
  }

  String name() {
    return isSuperUser() ? role : "confab-" + role;
  }

  boolean isSuperUser() {
    return role.equals(SUPER_USER);
  }

  String principal() {
    return "User:" + name();
  }

  /// What a client of Kafka needs to be that one.
  Map<String, String> settings(Certificates certificates) {
    Map<String, String> settings = new HashMap<>();
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", isSuperUser() ? "PLAIN" : "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config", isSuperUser() ? PLAIN.formatted(own()) : SCRAM.formatted(own()));
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificates.authority().toString());
    return settings;
  }

  /// Its name and password as a login module takes them.
  String own() {
    return "username=\"%s\" password=\"%s\"".formatted(name(), password);
  }

  @Override
  public String toString() {
    return role;
  }
}
