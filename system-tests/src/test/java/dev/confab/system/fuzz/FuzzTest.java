package dev.confab.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.confab.system.fuzz.Campaign.Report;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever anybody sends: it is answered in a documented form, nothing is logged as a fault,
/// nothing stays behind, and others chat on.
///
/// `confab.fuzz.seconds` says how long (60), `confab.fuzz.seed` which cases (a build has always the
/// same); a finding names its own, and `confab.fuzz.only=FUZZER:FIRST-LAST` tries just these, since
/// those before may have brought about what the last one meets.
class FuzzTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("confab.fuzz.seconds", 60));

  /// A part of it, until caches and rings are there.
  private static final Duration WARM_UP = TIME.dividedBy(4);

  private static final long DEFAULT_SEED = 41;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Running running;

  private final long seed = Long.getLong("confab.fuzz.seed", DEFAULT_SEED);

  @BeforeEach
  void start() {
    running = new Running(folder);
    // All cases come from one address, and most are refused.
    running.with("CONFAB_HTTP_REFUSALSPERSECOND", "0");
    running.with("CONFAB_WEB_ALLOWEDORIGINS", "https://x.test");
    running.start();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void nothingThatIsSentBreaksAPromise() throws IOException {
    System.out.println("confab.fuzz.seed=" + seed);
    List<Fuzzer> fuzzers = fuzzers();
    Campaign campaign = new Campaign(seed, fuzzers);
    String only = System.getProperty("confab.fuzz.only", "");
    if (!only.isEmpty()) {
      again(campaign, fuzzers, only);
      return;
    }
    List<Finding> findings = new ArrayList<>();
    report(campaign.run(WARM_UP), findings);
    Vitals before = Vitals.of(running);
    Bystander bystander = new Bystander(running.uri());
    var chatting = CompletableFuture.runAsync(bystander);
    report(campaign.run(TIME.minus(WARM_UP)), findings);
    bystander.end();
    chatting.join();
    System.out.println("bystander: " + bystander.messages() + " messages");
    assertAll(
        () -> assertThat(findings).isEmpty(),
        () -> assertThat(Vitals.faults(running)).isEmpty(),
        () -> assertNothingStays(before));
  }

  private void assertNothingStays(Vitals before) {
    Awaitility.await("connections and threads that end")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          Vitals now = Vitals.of(running);
          System.out.println(now.since(before));
          now.assertHoldsNoMoreThan(before);
        });
  }

  private static void report(List<Report> reports, List<Finding> findings) {
    for (Report report : reports) {
      System.out.println(report);
      report.findings().forEach(System.out::println);
      findings.addAll(report.findings());
    }
  }

  private static void again(Campaign campaign, List<Fuzzer> fuzzers, String only)
      throws IOException {
    String[] parts = only.split("[:-]", -1);
    List<Finding> findings = new ArrayList<>();
    for (Fuzzer fuzzer : fuzzers) {
      if (fuzzer.name().equals(parts[0])) {
        long last = Long.parseLong(parts[parts.length - 1]);
        for (long number = Long.parseLong(parts[1]); number <= last; number++) {
          System.out.println(number + " " + campaign.tryCase(fuzzer, number, findings));
        }
      }
      fuzzer.close();
    }
    assertThat(findings).isEmpty();
  }

  private List<Fuzzer> fuzzers() {
    var uri = running.uri();
    return List.of(
        new JsonBodies(new World(uri, "json")),
        new SocketFrames(new World(uri, "frames")),
        new Headers(new World(uri, "headers")),
        new Addresses(new World(uri, "addresses")),
        new TokenParts(new World(uri, "tokens"), new Signer(running)),
        new IoPackets(new World(uri, "packets")));
  }
}
