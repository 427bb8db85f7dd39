#!/usr/bin/env python3
"""Reads chat.events from its beginning and prints each event that counts, once.

    apt-get install python3-confluent-kafka     (or: pip install confluent-kafka)
    python3 read_events.py localhost:9092 [--follow]

Each partition is read by one process, in order, from its beginning: so LogFilter is exact. A
process that stores its offsets stores `filter.state` with them, in one transaction.
"""
import json
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition

TOPIC = "chat.events"


class LogFilter:
    """Which records of one partition count: those of the term whose marker came last, in its
    order, up to the first ordinal that is missing."""

    def __init__(self):
        self.term, self.owner, self.next, self.whole = 0, "", 1, True

    def counts(self, headers):
        if not all(name in headers for name in ("term", "owner", "n")):
            return False
        term, owner, n = int(headers["term"]), headers["owner"], int(headers["n"])
        if headers.get("ce_type") == "confab.shard_opened":
            if term > self.term:
                self.term, self.owner, self.next, self.whole = term, owner, 1, True
            return False
        if (term, owner) != (self.term, self.owner):
            return False
        if not self.whole or n != self.next:
            self.whole = False
            return False
        self.next += 1
        return True


def main():
    servers, follow = sys.argv[1], "--follow" in sys.argv
    consumer = Consumer(
        {
            "bootstrap.servers": servers,
            "group.id": "not-used",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
        }
    )
    known = consumer.list_topics(TOPIC, timeout=10).topics[TOPIC].partitions
    consumer.assign([TopicPartition(TOPIC, p, OFFSET_BEGINNING) for p in known])
    filters = {p: LogFilter() for p in known}
    ended = set()
    while follow or len(ended) < len(known):
        record = consumer.poll(1.0)
        if record is None:
            continue
        if record.error():
            if record.error().code() != KafkaError._PARTITION_EOF:
                raise SystemExit(str(record.error()))
            ended.add(record.partition())
            continue
        headers = {name: value.decode() for name, value in record.headers() or [] if value}
        # What counts and has no key is a control record: no event.
        if filters[record.partition()].counts(headers) and record.key() is not None:
            event = json.loads(record.value())
            print(headers["ce_id"], event["type"], event["at"], event["actor"]["userId"])


if __name__ == "__main__":
    main()
