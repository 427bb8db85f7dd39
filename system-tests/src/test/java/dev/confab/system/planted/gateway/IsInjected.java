package dev.confab.system.planted.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

final class IsInjected {
  @Autowired @Nullable String name;
}
