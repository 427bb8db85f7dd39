package dev.confab.history.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
  @ParameterizedTest
  @CsvSource({
    "x=|, x=%7C",
    "x=%7C&limit=5, x=%7C&limit=5",
    "x=%, x=%25",
    "x=%z1%4, x=%25z1%254",
    "x={\"<>}[^`]\\, x=%7B%22%3C%3E%7D%5B%5E%60%5D%5C",
    "x=ü, x=%C3%BC",
    "cursor=czEu_-&a=1+2, cursor=czEu_-&a=1+2",
  })
  void queriesArePassedOnAsURIsHoldThem(String query, String passed) {
    assertThat(Peers.uri(new HostInfo("history-1", 8083), "/chat/sessions/s", query))
        .hasToString("http://history-1:8083/chat/sessions/s?" + passed);
  }
}
