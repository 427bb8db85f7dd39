package dev.confab.system.load;

import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// All clients of a run: makes their sessions, lets them chat, quiets them and reads what is left.
/// One thread uses it.
public final class Load implements AutoCloseable {
  private static final String SPARE = "spare";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Settings settings;
  private final Crew crew;
  private final Rest rest;
  private final HttpClient http;
  private final Random random;
  private final String run;
  private final Map<String, Account> accounts = new HashMap<>();
  private final List<Room> rooms = new ArrayList<>();
  private final List<ChaosClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private Churn churn;

  private Load(Settings settings, Endpoints endpoints, HistoryWriter history) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    this.crew = new Crew(settings.seed(), endpoints, new Journal(history), http);
    this.rest = new Rest(http);
    this.random = new Random(settings.seed());
    this.run = "r" + Long.toString(System.currentTimeMillis(), 36);
    this.churn = new Churn(crew, List.of(), List.of(), SPARE);
  }

  /// Makes users and sessions; nobody chats yet.
  public static Load prepare(Settings settings, Endpoints endpoints, HistoryWriter history)
      throws IOException, InterruptedException, TimeoutException {
    Load load = new Load(settings, endpoints, history);
    load.makeAccounts();
    load.makeRooms();
    return load;
  }

  public List<Room> rooms() {
    return List.copyOf(rooms);
  }

  /// How often sockets were closed, by code.
  public Map<Integer, Integer> closes() {
    return crew.closes();
  }

  /// How many reads by REST got an error.
  public long refusedReads() {
    return crew.pages().refused();
  }

  public void start() {
    Map<String, List<Room>> byUser = new HashMap<>();
    for (Room room : rooms) {
      room.members()
          .forEach(user -> byUser.computeIfAbsent(user, u -> new ArrayList<>()).add(room));
    }
    List<Room> quiet = rooms.subList(Math.min(1, rooms.size() - 1), rooms.size());
    List<Room> visited = quiet.subList(0, Math.min(6, quiet.size()));
    byUser.put(SPARE, visited);
    double rate = settings.rate() / byUser.size();
    byUser.forEach((user, all) -> add(user, all, rate / (user.equals(SPARE) ? 2 : 1)));
    // The hot session's members have a second device that is only there.
    rooms.getFirst().members().forEach(user -> add(user, List.of(rooms.getFirst()), rate));
    List<Account> owners = visited.stream().map(room -> account(room.owner())).toList();
    churn = new Churn(crew, owners, visited, SPARE);
    threads.add(Thread.ofVirtual().start(churn));
    clients.forEach(client -> threads.add(Thread.ofVirtual().start(client)));
  }

  private void add(String user, List<Room> all, double rate) {
    boolean slow = random.nextInt(20) == 0;
    clients.add(new ChaosClient(crew, account(user), all, rate, slow));
  }

  private Account account(String user) {
    return Objects.requireNonNull(accounts.get(user), user);
  }

  /// Every socket goes away at once.
  public void cutAll() {
    clients.forEach(ChaosClient::cut);
  }

  /// Nothing new is written; waits until every write has its final answer. False if some never got
  /// one in time.
  public boolean quiet(Duration most) throws InterruptedException {
    churn.stop();
    clients.forEach(ChaosClient::quiet);
    boolean churned = threads.getFirst().join(most);
    return await(most, () -> clients.stream().allMatch(client -> client.open() == 0)) && churned;
  }

  /// Waits until each client has seen its sessions up to there.
  public boolean awaitSeen(Map<String, Long> last, Duration most) throws InterruptedException {
    return await(
        most,
        () ->
            clients.stream()
                .allMatch(client ->
                    rooms.stream()
                        .allMatch(room -> client.hasSeen(room, last.getOrDefault(room.id(), 0L)))));
  }

  /// Reads every session whole, from each history instance. False if some page could not be had.
  public boolean readAll(Map<String, Long> last, Duration most) throws InterruptedException {
    boolean all = true;
    for (URI history : crew.endpoints().histories()) {
      for (Room room : rooms) {
        for (String of : List.of(Entry.Page.EVENTS, Entry.Page.MESSAGES)) {
          all &= readAll(room, of, history, last.getOrDefault(room.id(), 0L), most);
        }
      }
    }
    return all;
  }

  private boolean readAll(Room room, String of, URI history, long last, Duration most)
      throws InterruptedException {
    Account owner = account(room.owner());
    long until = System.nanoTime() + most.toNanos();
    while (!crew.pages().readAll(owner, room, of, history, last)) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(500);
    }
    return true;
  }

  @Override
  public void close() {
    churn.stop();
    clients.forEach(ChaosClient::stop);
    threads.forEach(Thread::interrupt);
    http.shutdownNow();
  }

  private static boolean await(Duration most, BooleanSupplier done) throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(100);
    }
    return true;
  }

  private void makeAccounts() throws IOException, InterruptedException, TimeoutException {
    List<String> names = new ArrayList<>(List.of(SPARE));
    for (int i = 1; i <= settings.users(); i++) {
      names.add("user-" + i);
    }
    for (String name : names) {
      Rest.Answer answer =
          insist(
              new Account(name, ""),
              crew.endpoints().tokens(),
              "/dev/tokens",
              Map.of("user", name),
              "");
      accounts.put(name, new Account(name, answer.body().path("access_token").asString("")));
    }
  }

  private void makeRooms() throws IOException, InterruptedException, TimeoutException {
    for (int i = 0; i < settings.sessions(); i++) {
      List<String> members = members(i == 0 ? 10 : 3 + random.nextInt(3));
      Rest.Answer answer =
          insist(
              account(members.getFirst()),
              crew.endpoints().gateway(random),
              "/chat/sessions",
              Map.of("title", "Chaos " + i, "members", members),
              run + "-" + i);
      rooms.add(new Room(answer.body().path("id").asString(""), members));
    }
  }

  private List<String> members(int wanted) {
    List<String> members = new ArrayList<>();
    while (members.size() < Math.min(wanted, settings.users())) {
      String user = "user-" + (1 + random.nextInt(settings.users()));
      if (!members.contains(user)) {
        members.add(user);
      }
    }
    return members;
  }

  /// Repeats the request until it is answered well.
  private Rest.Answer insist(Account account, URI base, String path, Object body, String key)
      throws IOException, InterruptedException, TimeoutException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    String last = "no answer";
    while (System.nanoTime() < until) {
      try {
        Rest.Answer answer =
            rest.ask(account, "POST", base, path, body, key.isEmpty() ? null : key);
        if (answer.isOk()) {
          return answer;
        }
        last = answer.status() + " " + answer.code();
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(500);
    }
    throw new TimeoutException("POST " + base + path + ": " + last);
  }
}
