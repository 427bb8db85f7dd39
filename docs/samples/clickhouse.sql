-- chat.events in ClickHouse, from its beginning on.
CREATE TABLE events
(
  session_id String,
  seq UInt64,
  term UInt64,
  type LowCardinality(String),
  at DateTime64(3, 'UTC'),
  actor String,
  role LowCardinality(String),
  body String
)
-- Of records with the same ce_id the one of the highest term counts.
ENGINE = ReplacingMergeTree(term)
ORDER BY (session_id, seq)
-- What is deleted in Confab is not deleted here: keep no longer than you may.
TTL toDateTime(at) + INTERVAL 90 DAY;

CREATE TABLE events_queue (body String)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'localhost:9092',
         kafka_topic_list = 'chat.events',
         kafka_group_name = 'clickhouse-events',
         kafka_format = 'JSONAsString';

CREATE MATERIALIZED VIEW events_consumer TO events AS
SELECT
  _headers.value[indexOf(_headers.name, 'ce_subject')] AS session_id,
  toUInt64(_headers.value[indexOf(_headers.name, 'seq')]) AS seq,
  toUInt64(_headers.value[indexOf(_headers.name, 'term')]) AS term,
  JSONExtractString(body, 'type') AS type,
  parseDateTime64BestEffort(JSONExtractString(body, 'at'), 3, 'UTC') AS at,
  JSONExtractString(body, 'actor', 'userId') AS actor,
  JSONExtractString(body, 'message', 'role') AS role,
  body
FROM events_queue
-- Control records have no ce_id.
WHERE has(_headers.name, 'ce_id');

SELECT toStartOfMinute(at) AS minute, count() AS messages, uniqExactIf(actor, role = 'user') AS users
FROM events FINAL
WHERE type = 'message_created'
GROUP BY minute
ORDER BY minute DESC
LIMIT 60;
