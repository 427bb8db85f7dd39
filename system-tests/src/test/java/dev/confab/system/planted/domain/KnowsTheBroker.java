package dev.confab.system.planted.domain;

import org.apache.kafka.common.TopicPartition;

record KnowsTheBroker(TopicPartition partition) {}
