-- The log as a tree: what others need to check it, and what was signed of it. All of it is only ever added to.

-- Roots of full tiles, by level and place; the hashes of level 0 are those of log_entry.
CREATE TABLE log.log_tile_hash (
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 63),
  idx   bigint   NOT NULL CHECK (idx >= 0),
  hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, idx)
);

-- Public keys that have signed. Signatures of a key that is used no more are checked with it.
CREATE TABLE log.log_key (
  key_id     text PRIMARY KEY CHECK (key_id ~ '^[0-9a-f]{8}$'),
  vkey       text NOT NULL,
  first_used timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- No size is signed twice: there is one root for each.
CREATE TABLE log.log_checkpoint (
  size         bigint PRIMARY KEY CHECK (size >= 0),
  root         bytea  NOT NULL CHECK (octet_length(root) = 32),
  note         text   NOT NULL,       -- as signed
  published_at timestamptz            -- NULL until it is released; set once
);
CREATE INDEX log_checkpoint_published ON log.log_checkpoint (published_at);

CREATE TABLE log.log_cosignature (
  size         bigint NOT NULL REFERENCES log.log_checkpoint,
  witness      text   NOT NULL,       -- its name
  line         text   NOT NULL,       -- of the signed note, with its end
  cosigned_at  timestamptz NOT NULL,  -- as the witness says
  PRIMARY KEY (size, witness)
);

-- What keeps the log from being signed, as whoever signs it found last.
CREATE TABLE log.signing (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  problem  text,                      -- NULL: nothing does
  since    timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION log.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'log_checkpoint' AND TG_OP = 'UPDATE' THEN
    IF OLD.published_at IS NULL AND NEW.published_at IS NOT NULL
       AND (NEW.size, NEW.root, NEW.note) = (OLD.size, OLD.root, OLD.note) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'What stands in % is never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER log_checkpoint_is_published_once
  BEFORE UPDATE ON log.log_checkpoint FOR EACH ROW EXECUTE FUNCTION log.refuse_rewriting();
CREATE TRIGGER log_checkpoint_is_immutable
  BEFORE DELETE OR TRUNCATE ON log.log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_rewriting();
CREATE TRIGGER log_tile_hash_is_immutable
  BEFORE UPDATE OR DELETE OR TRUNCATE ON log.log_tile_hash FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_rewriting();
CREATE TRIGGER log_key_is_immutable
  BEFORE UPDATE OR DELETE OR TRUNCATE ON log.log_key FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_rewriting();
CREATE TRIGGER log_cosignature_is_immutable
  BEFORE UPDATE OR DELETE OR TRUNCATE ON log.log_cosignature FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_rewriting();

-- Also in sessions that replay a replication stream.
ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_published_once;
ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_immutable;
ALTER TABLE log.log_tile_hash ENABLE ALWAYS TRIGGER log_tile_hash_is_immutable;
ALTER TABLE log.log_key ENABLE ALWAYS TRIGGER log_key_is_immutable;
ALTER TABLE log.log_cosignature ENABLE ALWAYS TRIGGER log_cosignature_is_immutable;

GRANT SELECT, INSERT ON log.log_tile_hash, log.log_key, log.log_checkpoint, log.log_cosignature TO ledger_app;
GRANT UPDATE (published_at) ON log.log_checkpoint TO ledger_app;
GRANT SELECT, INSERT, UPDATE ON log.signing TO ledger_app;
