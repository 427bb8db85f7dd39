package dev.confab.web.server;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What a request may take of the server.
///
/// @param headerBytes of all headers together; a token of 32 KB fits
/// @param bodyBytesPerSecond the least on average at which a body must come; 0 for no such limit
/// @param bodyGrace after which that is looked at
/// @param requestsPerUser of one user at the same time; 0 for no limit
@Validated
@ConfigurationProperties("confab.http")
public record HttpLimits(
    @DefaultValue("40KB") DataSize headerBytes,
    @DefaultValue("1KB") DataSize bodyBytesPerSecond,
    @DefaultValue("10s") Duration bodyGrace,
    @Min(0) @DefaultValue("128") int requestsPerUser) {}
