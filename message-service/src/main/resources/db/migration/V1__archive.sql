-- The archive: every event of every session for ever, and what the sessions look like now.
-- Written by message-service only, one shard by one writer at a time; read by history-service.

-- Each event of a session updates its row, hence the room in its pages: with no index on what
-- changes, updates stay in the page and leave no work in indexes.
CREATE TABLE sessions (
  session_id    text        PRIMARY KEY,
  title         text,
  owner_id      text        NOT NULL,
  metadata      json        NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  last_seq      bigint      NOT NULL,
  message_count bigint      NOT NULL,
  cleared_up_to bigint      NOT NULL,
  deleted_at    timestamptz
) WITH (fillfactor = 80);

CREATE TABLE session_members (
  session_id text NOT NULL,
  user_id    text NOT NULL,
  role       text NOT NULL,
  PRIMARY KEY (session_id, user_id)
);

CREATE INDEX session_members_by_user ON session_members (user_id);

-- A deleted or cleared message has no row. `json`, not `jsonb`: it keeps the text as it came.
CREATE TABLE messages (
  session_id text        NOT NULL,
  seq        bigint      NOT NULL,
  sender_id  text        NOT NULL,
  role       text        NOT NULL,
  content    text        NOT NULL,
  metadata   json        NOT NULL,
  created_at timestamptz NOT NULL,
  edited_at  timestamptz,
  client_id  text,
  PRIMARY KEY (session_id, seq)
) PARTITION BY HASH (session_id);

-- `body` is the event's JSON, byte for byte.
CREATE TABLE events (
  session_id text        NOT NULL,
  seq        bigint      NOT NULL,
  type       text        NOT NULL,
  at         timestamptz NOT NULL,
  body       text        NOT NULL,
  PRIMARY KEY (session_id, seq)
) PARTITION BY HASH (session_id);

DO $$
BEGIN
  FOR i IN 0..15 LOOP
    EXECUTE format(
      'CREATE TABLE messages_%s PARTITION OF messages FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
      lpad(i::text, 2, '0'), i);
    EXECUTE format(
      'CREATE TABLE events_%s PARTITION OF events FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
      lpad(i::text, 2, '0'), i);
  END LOOP;
END
$$;

-- Which record of chat.events comes next, and what the log filter knows before it. It moves in the
-- transaction of the rows, so they never disagree. A few rows, updated many times a second.
CREATE TABLE archive_positions (
  shard       int     PRIMARY KEY,
  epoch       text    NOT NULL,
  next_offset bigint  NOT NULL,
  term        bigint  NOT NULL,
  owner       text    NOT NULL,
  next_n      bigint  NOT NULL,
  whole       boolean NOT NULL
) WITH (fillfactor = 50);
