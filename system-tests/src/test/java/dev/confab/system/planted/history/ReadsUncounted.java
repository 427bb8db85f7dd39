package dev.confab.system.planted.history;

import org.springframework.web.bind.annotation.GetMapping;

final class ReadsUncounted {
  @GetMapping("/chat/anything")
  String anything() {
    return "";
  }
}
