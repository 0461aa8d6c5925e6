-- Files of source documents that were kept once and were then removed. Their hashes stand in the ledger for ever; their
-- bytes and words are gone, and are not taken again by mistake.
CREATE TABLE erasable.removed_file (
  sha256     bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
  ground     text NOT NULL CHECK (ground IN ('copyright', 'personal-data', 'kept-in-error')),
  removed_at timestamptz NOT NULL,
  removed_by uuid NOT NULL -- subject of a person
);

GRANT SELECT, INSERT, DELETE ON erasable.removed_file TO ledger_app;
