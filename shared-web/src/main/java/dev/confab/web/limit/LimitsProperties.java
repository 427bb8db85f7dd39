package dev.confab.web.limit;

import dev.confab.schema.limit.Limits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What {@link Limits} holds, as configuration: the same in all services, smaller or larger than
/// the defaults. What is as large as this allows still fits into Kafka's records of 1 MiB, with all
/// of its content escaped in JSON.
@Validated
@ConfigurationProperties("confab.limits")
public record LimitsProperties(
    @Min(1) @Max(131_072) @DefaultValue("32768") int contentBytes,
    @Min(2) @Max(65_536) @DefaultValue("8192") int metadataBytes,
    @Min(1) @Max(48) @DefaultValue("16") int metadataDepth,
    @Min(1) @Max(4_096) @DefaultValue("256") int titleLength,
    @Min(1) @Max(5_000) @DefaultValue("1000") int members) {

  Limits toLimits() {
    return new Limits(contentBytes, metadataBytes, metadataDepth, titleLength, members);
  }
}
