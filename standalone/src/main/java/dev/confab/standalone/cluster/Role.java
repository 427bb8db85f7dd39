package dev.confab.standalone.cluster;

import java.util.Locale;

/// What a process of a cluster is, with the place of its ports above the cluster's first.
enum Role {
  POSTGRES(0, false),
  TOKENS(1, false),
  BROKER(10, true),
  GATEWAY(30, true),
  MESSAGE(40, true),
  HISTORY(50, true);

  private final int offset;
  private final boolean several;

  Role(int offset, boolean several) {
    this.offset = offset;
    this.several = several;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param number counts from 1
  Part part(int number, int portBase) {
    return several
        ? new Part(text() + "-" + number, this, number, portBase + offset + number)
        : new Part(text(), this, number, portBase + offset);
  }

  boolean isService() {
    return this == GATEWAY || this == MESSAGE || this == HISTORY;
  }
}
