package dev.confab.standalone.page;

import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells the web client where people sign in; nothing where development accounts are given out.
@RestController
final class ClientDocument {
  private final Map<String, String> settings;

  ClientDocument(Map<String, String> settings) {
    this.settings = settings;
  }

  @GetMapping("/client.json")
  ResponseEntity<Map<String, String>> settings() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(settings);
  }
}
