package dev.confab.standalone;

import dev.confab.standalone.launch.Options;
import org.jspecify.annotations.Nullable;

/// What the console says once everything runs.
final class Welcome {
  private Welcome() {}

  /// Whom the development issuer serves.
  enum Served {
    MACHINE("It serves this machine only."),
    CONTAINER(
        "It serves this container only: CONFAB_STANDALONE_ISSUER_GATEWAY=true lets its host in."),
    HOST(
        "It serves whoever comes from this container's default gateway: publish the port on 127.0.0.1.");

    private final String sentence;

    Served(String sentence) {
      this.sentence = sentence;
    }

    /// @param gateway whether the default gateway is let in
    /// @param loopback whether nothing else reaches this process
    static Served of(boolean gateway, boolean loopback) {
      return gateway ? HOST : loopback ? MACHINE : CONTAINER;
    }
  }

  /// `issuer` is `null` where development tokens are issued.
  static String text(Options options, @Nullable String issuer, Served served) {
    String tokens =
        issuer == null
            ? """
            The DEVELOPMENT TOKEN ISSUER IS ON: any program on this machine can be any user.
            %s Ctrl-C stops everything; the data stays.\
            """
                .formatted(served.sentence)
            : "Tokens are those of %s. Ctrl-C stops everything; the data stays.".formatted(issuer);
    return """

    Open    http://localhost:%1$d
    Kafka   kcat -b localhost:%2$d -t chat.events -C -o beginning -e -f '%%o %%h %%s\\n'
    SQL     psql '%3$s'
    Shell   C=localhost:%1$d K=localhost:%2$d DB='%3$s'
    Data    %4$s

    %5$s
    """
        .formatted(options.port(), options.kafkaPort(), database(options), options.data(), tokens);
  }

  /// As libpq's tools take it, with the file that has the password.
  private static String database(Options options) {
    return "postgresql://confab@localhost:%d/confab?passfile=%s/pgpass"
        .formatted(options.postgresPort(), options.data());
  }
}
