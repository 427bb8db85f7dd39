package dev.confab.standalone;

import dev.confab.standalone.launch.Options;
import org.jspecify.annotations.Nullable;

/// What the console says once everything runs.
final class Welcome {
  private Welcome() {}

  private static final String OWN_TOKENS =
      """
      The DEVELOPMENT TOKEN ISSUER IS ON: any program on this machine can be any user.
      It serves loopback only. Ctrl-C stops everything; the data stays.\
      """;

  /// `issuer` is `null` where development tokens are issued.
  static String text(Options options, @Nullable String issuer) {
    String tokens =
        issuer == null
            ? OWN_TOKENS
            : "Tokens are those of %s. Ctrl-C stops everything; the data stays.".formatted(issuer);
    return """

    Open    http://localhost:%1$d
    Kafka   kcat -b localhost:%2$d -t chat.events -C -o beginning -e -f '%%o %%h %%s\\n'
    SQL     PGPASSFILE=%4$s/pgpass psql -h localhost -p %3$d -U confab confab
    Data    %4$s

    %5$s
    """
        .formatted(
            options.port(), options.kafkaPort(), options.postgresPort(), options.data(), tokens);
  }
}
