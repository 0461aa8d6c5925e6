-- The published log: the canonical bytes of every event, in the ledger's order, and the hash of each as a tree's leaf.
CREATE TABLE log.log_entry (
  idx       bigint PRIMARY KEY CHECK (idx >= 0),
  event_id  uuid   UNIQUE NOT NULL,
  entry     bytea  NOT NULL CHECK (octet_length(entry) BETWEEN 2 AND 65535),
  leaf_hash bytea  NOT NULL GENERATED ALWAYS AS (sha256('\x00'::bytea || entry)) STORED
);

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The entries of the log are never changed or removed' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER log_entry_is_immutable
  BEFORE UPDATE OR DELETE OR TRUNCATE ON log.log_entry
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- Also in sessions that replay a replication stream.
ALTER TABLE log.log_entry ENABLE ALWAYS TRIGGER log_entry_is_immutable;

GRANT SELECT, INSERT ON log.log_entry TO ledger_app;
