package dev.confab.message.shard;

import dev.confab.message.domain.Quota;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What {@link Quota} holds, over all shards.
@ConfigurationProperties("confab.quota")
record QuotaProperties(@DefaultValue("10000") int sessions, @DefaultValue("200000") int members) {
  private static final int MOST = 1_000_000_000;

  QuotaProperties {
    if (sessions < 1 || sessions > MOST || members < 1 || members > MOST) {
      throw new IllegalArgumentException("confab.quota: each is from 1 to " + MOST);
    }
  }

  Quota toQuota() {
    return new Quota(sessions, members);
  }
}
