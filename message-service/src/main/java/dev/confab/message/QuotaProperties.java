package dev.confab.message;

import dev.confab.message.domain.Quota;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What {@link Quota} holds, over all shards.
@Validated
@ConfigurationProperties("confab.quota")
record QuotaProperties(
    @Min(1) @Max(1_000_000_000) @DefaultValue("10000") int sessions,
    @Min(1) @Max(1_000_000_000) @DefaultValue("200000") int members) {
  Quota toQuota() {
    return new Quota(sessions, members);
  }
}
