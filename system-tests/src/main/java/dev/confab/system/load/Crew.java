package dev.confab.system.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// What all clients of a run share. Thread-safe.
final class Crew {
  private final long seed;
  private final Endpoints endpoints;
  private final Journal journal;
  private final HttpClient http;
  private final RestWrite restWrite;
  private final Pages pages;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> closes = new ConcurrentHashMap<>();
  private final Semaphore reads = new Semaphore(8);

  Crew(long seed, Endpoints endpoints, Journal journal, HttpClient http) {
    this.seed = seed;
    this.endpoints = endpoints;
    this.journal = journal;
    this.http = http;
    Rest rest = new Rest(http);
    this.restWrite = new RestWrite(rest, journal);
    this.pages = new Pages(rest, journal);
  }

  long seed() {
    return seed;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Journal journal() {
    return journal;
  }

  HttpClient http() {
    return http;
  }

  RestWrite restWrite() {
    return restWrite;
  }

  Pages pages() {
    return pages;
  }

  Window window(String user) {
    return windows.computeIfAbsent(user, any -> new Window());
  }

  void closed(int code) {
    closes.merge(code, 1, Integer::sum);
  }

  /// How often sockets were closed, by code.
  Map<Integer, Integer> closes() {
    return Map.copyOf(closes);
  }

  /// Reads a page in a thread of its own, unless many are being read already.
  void read(
      Account account, Room room, String of, long after, long minSeq, int limit, Random random) {
    URI history = endpoints.history(random);
    if (reads.tryAcquire()) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              pages.read(account, room, of, history, after, minSeq, limit);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              reads.release();
            }
          });
    }
  }
}
