package dev.confab.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostGatewayTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
  private static final String OWN_NET =
      "eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n";
  private static final String DEFAULT =
      "eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n";

  @TempDir private Path folder;

  @Test
  void isTheDefaultRoutesGateway() throws Exception {
    assertThat(HostGateway.in(routes(HEAD + OWN_NET + DEFAULT)))
        .hasValue(InetAddress.ofLiteral("172.17.0.1"));
  }

  @Test
  void isNobodyWithoutADefaultRoute() throws Exception {
    assertThat(HostGateway.in(routes(HEAD + OWN_NET))).isEmpty();
  }

  private Path routes(String text) throws Exception {
    return Files.writeString(folder.resolve("route"), text);
  }
}
