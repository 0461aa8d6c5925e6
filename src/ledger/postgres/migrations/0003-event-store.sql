-- One row, locked by every append until its commit: events become visible in the order of their numbers, without gaps.
CREATE TABLE ledger.head (
  only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  next_sequence bigint NOT NULL CHECK (next_sequence >= 0),
  recorded_at   timestamptz(3) NOT NULL -- of the last event
) WITH (fillfactor = 10);               -- room for the new versions of the row beside the old one

INSERT INTO ledger.head (next_sequence, recorded_at) VALUES (0, '-infinity');

CREATE TABLE ledger.event (
  sequence       bigint PRIMARY KEY,
  stream         text COLLATE "C" NOT NULL,
  revision       bigint NOT NULL CHECK (revision >= 0),
  event_id       uuid NOT NULL UNIQUE,
  type           text NOT NULL,
  schema_version integer NOT NULL GENERATED ALWAYS AS (coalesce((metadata ->> 'schema')::integer, 1)) STORED,
  data           jsonb NOT NULL,
  metadata       jsonb NOT NULL,
  recorded_at    timestamptz(3) NOT NULL,
  UNIQUE (stream, revision)
);

CREATE TRIGGER event_is_immutable
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.event
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Also in sessions that replay a replication stream.
ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER event_is_immutable;

GRANT SELECT ON ledger.head, ledger.event TO ledger_app;
