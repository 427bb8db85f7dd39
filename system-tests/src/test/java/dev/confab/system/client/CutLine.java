package dev.confab.system.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network that can go away: passes bytes on to a server, and cuts all connections when it is
/// told to. Thread-safe.
public final class CutLine implements AutoCloseable {
  private final URI server;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public CutLine(URI server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::welcome);
  }

  public URI uri() {
    return URI.create("http://localhost:" + entrance.getLocalPort());
  }

  /// Whatever is under way is lost, in both directions.
  public void cut() {
    open.forEach(CutLine::close);
  }

  private void welcome() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket beyond = new Socket(server.getHost(), server.getPort());
        open.add(client);
        open.add(beyond);
        Thread.ofVirtual().start(() -> pass(client, beyond));
        Thread.ofVirtual().start(() -> pass(beyond, client));
      } catch (IOException e) {
        // Closed, or the server is away: the client sees a connection that ends.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Cut.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
