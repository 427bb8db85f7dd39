package dev.confab.system.security;

import dev.confab.standalone.kafka.EmbeddedKafka;
import dev.confab.standalone.loopback.LoopbackPort;
import dev.confab.web.kafka.KafkaRight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;

/// A broker that speaks TLS only, asks for a name and a password, and lets nobody do what no rule
/// allows.
final class SecuredKafka implements AutoCloseable {
  private final EmbeddedKafka broker;
  private final Certificates certificates;
  private final Map<String, Account> accounts;

  private SecuredKafka(
      EmbeddedKafka broker, Certificates certificates, Map<String, Account> accounts) {
    this.broker = broker;
    this.certificates = certificates;
    this.accounts = accounts;
  }

  static SecuredKafka start(Path directory, Certificates certificates) throws IOException {
    Map<String, Account> accounts =
        Stream.of("gateway", "message", "history", "analytics", "admin", Account.SUPER_USER)
            .collect(
                Collectors.toMap(
                    role -> role, Account::of, (one, other) -> one, LinkedHashMap::new));
    EmbeddedKafka broker =
        EmbeddedKafka.start(directory, LoopbackPort.free(), settings(certificates, accounts));
    SecuredKafka secured = new SecuredKafka(broker, certificates, accounts);
    secured.change(admin -> admin.alterUserScramCredentials(secured.passwords()).all());
    return secured;
  }

  Account account(String role) {
    return Objects.requireNonNull(accounts.get(role), role);
  }

  Collection<Account> accounts() {
    return accounts.values();
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /// The settings of a client that is that one.
  Map<String, Object> client(String role) {
    Map<String, Object> settings = new HashMap<>(account(role).settings(certificates));
    settings.put("bootstrap.servers", bootstrapServers());
    return settings;
  }

  /// Gives every role what the table says, as `deploy/kafka/acls.sh` does.
  void grantTable() {
    change(admin ->
        admin.createAcls(KafkaRight.all().stream().flatMap(this::bindings).toList()).all());
  }

  /// Takes away, or gives back, one operation of a line of the table.
  void revoke(String role, String name, AclOperation operation) {
    change(admin ->
        admin.deleteAcls(bindings(role, name, operation).map(AclBinding::toFilter).toList()).all());
  }

  void grant(String role, String name, AclOperation operation) {
    change(admin -> admin.createAcls(bindings(role, name, operation).toList()).all());
  }

  private List<UserScramCredentialAlteration> passwords() {
    return accounts.values().stream()
        .filter(account -> !account.isSuperUser())
        .<UserScramCredentialAlteration>map(account ->
            new UserScramCredentialUpsertion(
                account.name(),
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                account.password()))
        .toList();
  }

  private Stream<AclBinding> bindings(String role, String name, AclOperation operation) {
    List<AclBinding> found =
        KafkaRight.all().stream()
            .filter(right -> right.role().equals(role) && right.pattern().name().equals(name))
            .flatMap(this::bindings)
            .filter(binding -> binding.entry().operation() == operation)
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the table has no such right");
    }
    return found.stream();
  }

  private Stream<AclBinding> bindings(KafkaRight right) {
    String principal = account(right.role()).principal();
    return right.operations().stream()
        .map(operation ->
            new AclBinding(
                right.pattern(),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
  }

  private void change(Function<Admin, KafkaFuture<?>> change) {
    try (Admin admin = Admin.create(client(Account.SUPER_USER))) {
      change.apply(admin).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }

  /// The name of the clients' listener stays what it is, and so does that of the controller; both
  /// get another protocol.
  private static Map<String, String> settings(
      Certificates certificates, Map<String, Account> accounts) {
    Account itself = Objects.requireNonNull(accounts.get(Account.SUPER_USER));
    String known = "user_%s=\"%s\"".formatted(itself.name(), itself.password());
    String login = Account.PLAIN.formatted(itself.own() + " " + known);
    return Map.ofEntries(
        Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:SASL_SSL"),
        Map.entry("inter.broker.listener.name", "PLAINTEXT"),
        Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512"),
        Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
        Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
        Map.entry("listener.name.plaintext.plain.sasl.jaas.config", login),
        Map.entry("listener.name.controller.plain.sasl.jaas.config", login),
        Map.entry(
            "listener.name.plaintext.scram-sha-512.sasl.jaas.config", Account.SCRAM.formatted("")),
        Map.entry("ssl.keystore.type", "PEM"),
        Map.entry("ssl.keystore.location", certificates.server().toString()),
        Map.entry("ssl.truststore.type", "PEM"),
        Map.entry("ssl.truststore.location", certificates.authority().toString()),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        Map.entry("allow.everyone.if.no.acl.found", "false"),
        Map.entry("super.users", itself.principal()));
  }
}
