package dev.confab.system.planted.domain;

import java.time.Instant;

final class LooksAtTheClock {
  Instant time() {
    return Instant.now();
  }
}
