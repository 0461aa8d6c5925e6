-- One row, locked by every append until its commit: events become visible in the order of their numbers, without gaps.
CREATE TABLE ledger.head (
  next_sequence bigint NOT NULL,
  recorded_at   timestamptz(3) NOT NULL -- no event was recorded later
) WITH (fillfactor = 10);               -- room for the new versions of the row beside the old one

INSERT INTO ledger.head (next_sequence, recorded_at) VALUES (0, '-infinity');

-- No CHECK and no generated column: both would be prepared anew for every append, at a tenth of its time, and
-- ledger.append() and ledger.append_one() alone write here.
CREATE TABLE ledger.event (
  sequence       bigint PRIMARY KEY,
  stream         text COLLATE "C" NOT NULL,
  revision       bigint NOT NULL,
  event_id       uuid NOT NULL UNIQUE,
  type           text NOT NULL,
  schema_version integer NOT NULL,
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
