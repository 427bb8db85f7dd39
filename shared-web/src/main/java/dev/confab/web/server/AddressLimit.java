package dev.confab.web.server;

import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Headcount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/// So many connections from one address, so that one alone does not take the places of all: more
/// are closed at once. Only where clients come themselves and not through a proxy, which has one
/// address for all of them. Thread-safe.
final class AddressLimit implements SelectorManager.AcceptListener {
  private final Headcount<ClientNetwork> addresses;
  private final Map<SelectableChannel, ClientNetwork> counted = new ConcurrentHashMap<>();

  /// A listener of connectors.
  AddressLimit(int most, Runnable whenRefused) {
    this.addresses = new Headcount<>(most, whenRefused);
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    try {
      if (channel instanceof SocketChannel socket
          && socket.getRemoteAddress() instanceof InetSocketAddress remote) {
        ClientNetwork address = ClientNetwork.of(remote.getAddress());
        if (addresses.enter(address)) {
          counted.put(channel, address);
        } else {
          IO.close(channel);
        }
      }
    } catch (IOException e) {
      // It is gone already: Jetty will see that.
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    ClientNetwork address = counted.remove(channel);
    if (address != null) {
      addresses.leave(address);
    }
  }
}
