package dev.confab.bench.workload;

import dev.confab.bench.machine.Baseline;
import dev.confab.bench.machine.Cpu;
import dev.confab.bench.machine.CpuWindow;
import dev.confab.bench.rate.Latency;
import dev.confab.bench.rate.Schedule;
import dev.confab.bench.report.Report;
import dev.confab.bench.server.KafkaBroker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What the log itself takes: a record is produced, read and produced again on a second topic, and
/// read there; as a message is, but nothing is decided, kept or fanned out. All clients are in the
/// driver's process.
public final class KafkaAlone {
  static final String COMMANDS = "bench.commands";
  static final String EVENTS = "bench.events";
  private static final int PARTITIONS = 12;
  private static final int RATE = 1_000;
  private static final int BYTES = 400;
  private static final double WARM = 5;

  private KafkaAlone() {}

  public static void run(Path data, Report report, double seconds) throws IOException {
    try (Baseline broker = Baseline.start("kafka", KafkaBroker.class, data.toString())) {
      String servers = broker.target().host() + ":" + broker.target().address().getPort();
      prepare(servers);
      long start = System.nanoTime() + 2_000_000_000L;
      long from = start + (long) (WARM * 1e9);
      long to = from + (long) (seconds * 1e9);
      Latency latency = new Latency(from, to);
      CpuWindow window = new CpuWindow(broker.processes(), from, to);
      try (KafkaRelay relay = new KafkaRelay(servers, latency)) {
        produce(servers, new Schedule(start, RATE), to);
        relay.await((long) (RATE * seconds));
      }
      report(report, latency, window.result());
    }
  }

  private static void report(Report report, Latency latency, Cpu cpu) {
    String workload = "rooms, %,d messages/s".formatted(RATE);
    report.add(workload, "send to receive, p50", "ms", "kafka", latency.millis(50));
    report.add(workload, "send to receive, p99", "ms", "kafka", latency.millis(99));
    report.add(workload, "server CPU", "cores", "kafka", cpu.serverCores());
    report.add(workload, "driver CPU", "cores", "kafka", cpu.driverCores());
    report.say(
        "kafka %,d records/s through two topics: p50 %.2f p99 %.2f ms, %,d came"
            .formatted(RATE, latency.millis(50), latency.millis(99), latency.count()));
  }

  private static void prepare(String servers) throws IOException {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      var topics = List.of(topic(COMMANDS), topic(EVENTS));
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IOException("the topics could not be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, PARTITIONS, (short) 1);
  }

  /// Idempotent, in order, one request at a time, without lingering, as the product's.
  static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "linger.ms",
            0,
            "max.in.flight.requests.per.connection",
            1),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void produce(String servers, Schedule schedule, long to) {
    try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
      long total = schedule.dueBefore(to);
      for (long i = 0; i < total; i++) {
        for (long left = schedule.due(i) - System.nanoTime();
            left > 0;
            left = schedule.due(i) - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        byte[] value = ByteBuffer.allocate(BYTES).putLong(schedule.due(i)).array();
        var _ = producer.send(new ProducerRecord<>(COMMANDS, (int) (i % PARTITIONS), null, value));
      }
    }
  }
}
