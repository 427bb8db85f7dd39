package dev.confab.system.planted.rest;

import org.apache.kafka.clients.producer.Producer;

record ProducesByHand(Producer<byte[], byte[]> producer) {}
