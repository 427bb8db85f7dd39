package dev.confab.system.planted.shard;

import org.apache.kafka.common.TopicPartition;

record Outbox(TopicPartition partition) {}
