package dev.confab.standalone.cluster;

/// What the console says once a cluster runs.
final class ClusterWelcome {
  private ClusterWelcome() {}

  static String text(ClusterFolder folder, Layout layout) {
    return """

    What runs where   %1$s
    Chat              %2$s (sockets and writes), %3$s (reads)
    Tokens            curl -s %4$s/dev/tokens -H 'Content-Type: application/json' -d '{"user":"alice"}'
    Stop              ./confab cluster down --dir %5$s

    The DEVELOPMENT TOKEN ISSUER IS ON: any program on this machine can be any user.
    Everything listens on 127.0.0.1 only, and runs on in the background.
    """
        .formatted(
            folder.file(),
            layout.one(Role.GATEWAY).uri(),
            layout.one(Role.HISTORY).uri(),
            layout.one(Role.TOKENS).uri(),
            folder.path());
  }
}
