-- The roles of the archive, each with what it needs. Run it as a superuser in the archive's database, before message-service starts there
-- for the first time or at any time after; once more does no harm. It sets no passwords: that is \password NAME in psql, which sends no
-- plain text and leaves none in logs or histories.
--
--   confab_owner    owns the tables and migrates them: spring.flyway.user of message-service
--   confab_message  reads and writes rows: spring.datasource.username of message-service
--   confab_history  reads rows: spring.datasource.username of history-service
--
-- Analytics keeps nothing here and has no role.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['confab_owner', 'confab_message', 'confab_history'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', name);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO confab_owner, confab_message, confab_history', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO confab_owner;
GRANT USAGE ON SCHEMA public TO confab_message, confab_history;

-- Tables that an earlier start made with another role.
DO $$
DECLARE
  made record;
BEGIN
  FOR made IN
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relowner <> 'confab_owner'::regrole
  LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO confab_owner', made.relname);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO confab_message;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO confab_history;

-- And those that migrations will make.
ALTER DEFAULT PRIVILEGES FOR ROLE confab_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO confab_message;
ALTER DEFAULT PRIVILEGES FOR ROLE confab_owner IN SCHEMA public
  GRANT SELECT ON TABLES TO confab_history;

-- A reader can't begin to write even if he is given the right by mistake.
ALTER ROLE confab_history SET default_transaction_read_only = on;
