package dev.confab.standalone.cluster;

import dev.confab.standalone.loopback.LoopbackPort;
import java.net.URI;

/// A process of a cluster, whether it runs or not.
///
/// @param number among those of its role, from 1
record Part(String name, Role role, int number, int port) {
  String address() {
    return LoopbackPort.HOST + ":" + port;
  }

  URI uri() {
    return URI.create("http://" + address());
  }
}
