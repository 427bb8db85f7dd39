package dev.confab.standalone.token;

import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.OriginRule;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/// Lets programs of this machine through, and the page that is served here, and nobody else.
///
/// The address alone does not say that: a foreign page in a local browser comes from loopback, too.
/// It shows by its `Origin`, or, where a name was bent to point here, by the `Host`.
final class LocalCallers {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final OriginRule origins;
  private final Set<InetAddress> further;

  /// `further` are addresses that this machine has besides loopback's.
  LocalCallers(OriginRule origins, Set<InetAddress> further) {
    this.origins = origins;
    this.further = further;
  }

  void require(HttpServletRequest request) {
    boolean foreignPage = request.getHeader(HttpHeaders.ORIGIN) != null && !origins.admits(request);
    if (foreignPage || !isLocalHost(request.getServerName()) || !isOurs(request.getRemoteAddr())) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "The development issuer serves this machine only. In a container"
              + " CONFAB_STANDALONE_ISSUER_GATEWAY=true lets its host in.");
    }
  }

  private static boolean isLocalHost(String host) {
    return HOSTS.contains(host.toLowerCase(Locale.ROOT));
  }

  private boolean isOurs(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text.replaceAll("[\\[\\]]", ""));
      return address.isLoopbackAddress() || further.contains(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
