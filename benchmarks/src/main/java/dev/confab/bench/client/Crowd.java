package dev.confab.bench.client;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.wire.FrameWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// All clients of a run. They come from many loopback addresses and at a bounded pace, so that no
/// server takes them for one client gone wild.
public final class Crowd implements AutoCloseable {
  /// Connections per source address.
  private static final int PER_ADDRESS = 800;

  /// Handshakes a second.
  public static final double PACE = 900;

  private final Loop loop;
  private final Setup setup;
  private final Client.Shared shared;
  private final List<Client> clients = new ArrayList<>();
  private int sources;

  public Crowd(Loop loop, Setup setup, OrderCheck check, Listener listener) {
    this.loop = loop;
    this.setup = setup;
    Target target = setup.target();
    this.shared =
        new Client.Shared(
            check, listener, new FrameWriter(), target.host(), target.address().getPort());
  }

  public List<Client> clients() {
    return clients;
  }

  public OrderCheck check() {
    return shared.check();
  }

  /// One client for each user of each room; none is connected yet.
  public Crowd of(List<Room> rooms) {
    for (Room room : rooms) {
      for (String user : room.users()) {
        add(room, user);
      }
    }
    return this;
  }

  public Client add(Room room, String user) {
    var stream = check().stream(room.number(), user + "@" + room.id());
    Client client = new Client(shared, user, setup.token(user), room, stream);
    clients.add(client);
    return client;
  }

  /// Takes the place of an older connection of the same user.
  public void replace(Client before, Client after) throws IOException {
    clients.set(clients.indexOf(before), after);
    open(after);
  }

  public void open(Client client) throws IOException {
    int last = 1 + sources++ / PER_ADDRESS % 250;
    client.opening(System.nanoTime());
    loop.open(
        client,
        new InetSocketAddress("127.0.0." + last, 0),
        setup.target().gateway(client.room().number()));
  }

  /// Connects them all, and returns when each has joined.
  public void connect() throws IOException {
    connect(this::ready);
  }

  /// Connects them all, and returns when so many are where they want to be.
  public void connect(IntSupplier arrived) throws IOException {
    loop.run(new Arrival(this, arrived));
  }

  /// A connection in the place of one that broke on its way in.
  void again(int number) throws IOException {
    Client next = clients.get(number).again();
    clients.set(number, next);
    open(next);
  }

  /// How many are connected and in their session.
  public int ready() {
    int ready = 0;
    for (Client client : clients) {
      ready += client.isReady() ? 1 : 0;
    }
    return ready;
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
  }
}
