// Reads chat.events from its beginning and prints each event that counts, once.
//
//   npm install kafkajs
//   node read-events.mjs localhost:9092 [seconds]
//
// A group of its own, so that every partition comes here, in order, from its beginning: then the
// filter is exact. A process that stores its offsets stores the filters' states with them, in one
// transaction.
import { randomUUID } from "node:crypto";
import kafkajs from "kafkajs";

const [servers = "localhost:9092", seconds = "10"] = process.argv.slice(2);

/** Those of the term whose marker came last, in its order, up to the first ordinal that is missing. */
class LogFilter {
  term = 0;
  owner = "";
  next = 1;
  whole = true;

  counts({ term, owner, n, ce_type }) {
    if (term === undefined || owner === undefined || n === undefined) return false;
    if (ce_type === "confab.shard_opened") {
      if (Number(term) > this.term) {
        Object.assign(this, { term: Number(term), owner, next: 1, whole: true });
      }
      return false;
    }
    if (Number(term) !== this.term || owner !== this.owner) return false;
    this.whole &&= Number(n) === this.next;
    if (this.whole) this.next++;
    return this.whole;
  }
}

const filters = new Map();
const kafka = new kafkajs.Kafka({ brokers: [servers], logLevel: kafkajs.logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `sample-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topic: "chat.events", fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ partition, message }) => {
    const headers = Object.fromEntries(
      Object.entries(message.headers ?? {}).map(([name, value]) => [name, value.toString()]),
    );
    if (!filters.has(partition)) filters.set(partition, new LogFilter());
    // What counts and has no key is a control record: no event.
    if (filters.get(partition).counts(headers) && message.key !== null) {
      const event = JSON.parse(message.value.toString());
      console.log(headers.ce_id, event.type, event.at, event.actor.userId);
    }
  },
});
setTimeout(() => consumer.disconnect(), Number(seconds) * 1000);
