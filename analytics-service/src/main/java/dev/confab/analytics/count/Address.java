package dev.confab.analytics.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/// Where a record goes: its key, and the partition, which is not always by the whole key.
record Address(byte @Nullable [] key, int partition) {
  static final StreamPartitioner<Address, byte[]> PARTITIONER =
      (topic, address, value, partitions) -> Optional.of(Set.of(address.partition()));

  static Address of(String key, int partition) {
    return new Address(key.getBytes(UTF_8), partition);
  }

  /// Writes the key alone.
  static final class KeyWriter implements Serializer<Address> {
    @Override
    @SuppressWarnings("NullAway") // A record may have no key; Kafka does not say so.
    public byte[] serialize(String topic, Address address) {
      return address.key();
    }
  }
}
