package dev.confab.standalone;

import dev.confab.standalone.launch.Options;

/// What the console says once everything runs.
final class Welcome {
  private Welcome() {}

  static String text(Options options) {
    return """

    Open    http://localhost:%1$d
    Kafka   kcat -b localhost:%2$d -t chat.events -C -o beginning -e -f '%%o %%h %%s\\n'
    SQL     psql -h localhost -p %3$d -U confab confab
    Data    %4$s

    The DEVELOPMENT TOKEN ISSUER IS ON: any program on this machine can be any user.
    It serves loopback only. Ctrl-C stops everything; the data stays.
    """
        .formatted(options.port(), options.kafkaPort(), options.postgresPort(), options.data());
  }
}
