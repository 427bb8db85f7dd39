package dev.confab.history.rest;

import dev.confab.history.page.Reading;
import dev.confab.web.limit.UserBudget;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// What readers are given: its bytes have room among those of all reads, and count for who reads.
/// Thread-safe.
public final class Answers {
  private final UserBudget users;

  public Answers(UserBudget users) {
    this.users = users;
  }

  /// Throws `NoRoomException` if there is no room for it.
  ResponseEntity<byte[]> json(Reading reading, RawJson json) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return json(reading, json, headers);
  }

  /// `headers` say what type of JSON it is.
  ResponseEntity<byte[]> json(Reading reading, RawJson json, HttpHeaders headers) {
    reading.hold(json.size());
    given(reading, json.size());
    return ResponseEntity.ok().headers(headers).body(json.bytes());
  }

  /// Counts bytes that he is given.
  void given(Reading reading, long bytes) {
    users.spend(reading.caller(), bytes);
  }
}
