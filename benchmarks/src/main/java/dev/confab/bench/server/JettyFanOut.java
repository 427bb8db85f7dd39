package dev.confab.bench.server;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/// Jetty's WebSocket core, and a thread that loops over the members: what comes while it writes
/// leaves together, in one write for each member.
public final class JettyFanOut {
  private JettyFanOut() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    JettyPump pump = new JettyPump();
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setAcceptQueueSize(4096);
    server.addConnector(connector);
    server.setHandler(
        new WebSocketUpgradeHandler(
            handler -> handler.addMapping("/chat/socket", new Negotiator(pump))));
    server.start();
    Ready.say(port);
    pump.run();
  }

  private record Negotiator(JettyPump pump) implements WebSocketNegotiator {
    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      response.setAcceptedSubProtocol("confab.v1");
      response.setExtensions(List.of());
      return new JettyMember(pump);
    }

    @Override
    public void customize(Configuration configuration) {
      configuration.setIdleTimeout(Duration.ZERO);
    }
  }
}
