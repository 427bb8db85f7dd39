package dev.confab.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::1, [2001:db8:0:1::2], true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "fe80::1%eth0, fe80::2%2, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
    "unknown, unknown, true",
    "unknown, _hidden, false",
  })
  void countsAsOne(String one, String other, boolean same) {
    assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(same);
  }

  @Test
  void isTheSameHoweverTheAddressIsKnown() {
    assertThat(ClientNetwork.of(InetAddress.ofLiteral("2001:db8::1")))
        .isEqualTo(ClientNetwork.of("2001:db8::2"));
    assertThat(ClientNetwork.of(InetAddress.ofLiteral("192.0.2.1")))
        .isEqualTo(ClientNetwork.of("192.0.2.1"));
  }

  @Test
  void keepsLittleOfWhatIsNoAddress() {
    assertThat(ClientNetwork.of("x".repeat(10_000)).text()).hasSize(64);
  }
}
