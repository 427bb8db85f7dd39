package dev.confab.standalone.token;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How tokens are issued.
///
/// @param keys the folder in which the signing key is kept
/// @param lifetime how long a token counts
/// @param gateway whether the default gateway is this machine, too: so it is in a container with a
///   network of its own whose port is published on loopback, and nowhere else
@ConfigurationProperties("confab.standalone.issuer")
public record IssuerProperties(
    Path keys, @DefaultValue("12h") Duration lifetime, @DefaultValue("false") boolean gateway) {}
