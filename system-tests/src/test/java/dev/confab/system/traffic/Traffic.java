package dev.confab.system.traffic;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/// Rooms in which several clients of every kind send at once; what gets no ack is sent again, with
/// the same key, until it has one.
public final class Traffic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// How far back a key is asked for again; the contract promises 128 of each sender.
  private static final int REMEMBERED = 50;

  private final Running running;
  private final List<Room> rooms = new ArrayList<>();
  private final List<Post> posts = new ArrayList<>();
  private final Acks acks = new Acks();
  private final List<CompletableFuture<Void>> clients = new ArrayList<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  public Traffic(Running running, int sessions) {
    this.running = running;
    Chat chat = new Chat(running);
    for (int i = 0; i < sessions; i++) {
      rooms.add(Room.open(chat));
    }
  }

  public List<Room> rooms() {
    return rooms;
  }

  public Acks acks() {
    return acks;
  }

  public List<Post> posts() {
    return posts;
  }

  /// Begins to send: five times `scale` messages in each room.
  public Traffic begin(int scale) {
    for (Room room : rooms) {
      User ann = room.members().get(0);
      User ben = room.members().get(1);
      User cat = room.members().get(2);
      drive(new Sender.Pipeline(ann), room.posts(0, "ann-socket", scale));
      drive(new Sender.Single(ann), room.posts(0, "ann-rest", scale / 2));
      drive(new Sender.Single(ben), room.posts(1, "ben-rest", scale / 2));
      drive(new Sender.Pipeline(ben), room.posts(1, "ben-socket", scale));
      drive(new Sender.Batch(cat), room.posts(2, "cat-batch", scale));
      drive(new Sender.Batch(cat), room.posts(2, "cat-batch-2", scale));
    }
    return this;
  }

  /// Returns when every post has its ack.
  public void end() {
    CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
  }

  /// Sends what each member sent last again: the acks must be the first ones.
  public void repeat() {
    for (Room room : rooms) {
      for (User member : room.members()) {
        Sender sender = new Sender.Pipeline(member);
        sender.send(latest(room, member), acks);
        sender.end();
      }
    }
  }

  private List<Post> latest(Room room, User member) {
    return posts.stream()
        .filter(post -> post.session().equals(room.session()) && post.sender().equals(member))
        .sorted(Comparator.comparingLong(acks::seq).reversed())
        .limit(REMEMBERED)
        .toList();
  }

  /// Everything that must agree when nothing is under way.
  public void compare(Disagreements found) {
    Views views = new Views(running);
    acks.compare(posts, views, found);
    for (Room room : rooms) {
      views.compare(room.session(), room.members().getFirst(), found);
    }
  }

  /// What each listener heard since it joined.
  public void compareListeners(Disagreements found) {
    Views views = new Views(running);
    for (Room room : rooms) {
      for (ChatSocket listener : room.listeners()) {
        views.compare(room.session(), listener, 2, found);
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    rooms.forEach(room -> room.listeners().forEach(ChatSocket::abort));
  }

  private void drive(Sender sender, List<Post> all) {
    posts.addAll(all);
    clients.add(CompletableFuture.runAsync(() -> send(sender, all), executor));
  }

  private void send(Sender sender, List<Post> all) {
    for (int from = 0; from < all.size(); from += sender.width()) {
      List<Post> open = all.subList(from, Math.min(all.size(), from + sender.width()));
      while (!sender.send(open, acks)) {
        Awaitility.await("the product's return")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(200))
            .until(running::isReady);
        open = open.stream().filter(post -> !acks.has(post)).toList();
        if (open.isEmpty()) {
          break;
        }
      }
    }
    sender.end();
  }
}
