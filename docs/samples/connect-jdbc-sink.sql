-- The table that connect-jdbc-sink.json fills, and the numbers in it.
CREATE TABLE confab_minutes (id text PRIMARY KEY, row json NOT NULL);

CREATE VIEW messages_by_minute AS
SELECT (row ->> 'minute')::timestamptz AS minute, sum((row ->> 'messages')::bigint) AS messages
FROM confab_minutes
GROUP BY 1;
