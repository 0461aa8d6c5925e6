-- What tells the ledger's own service key from any other, and that there is one: a value derived from it, which opens
-- nothing. Written once, by the first process that has the key.
CREATE TABLE erasable.key_check (
  only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  check_value bytea NOT NULL CHECK (octet_length(check_value) = 32)
);

GRANT SELECT, INSERT ON erasable.key_check TO ledger_app;
