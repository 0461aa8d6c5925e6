-- Those who cosign the log. Finds the first checkpoint over an entry that a witness has cosigned.
CREATE INDEX log_cosignature_of_witness ON log.log_cosignature (witness, size);

-- What keeps a witness from cosigning, as whoever asks it found last.
CREATE TABLE log.witness (
  name    text PRIMARY KEY,           -- of its key
  problem text,                       -- NULL: nothing does
  since   timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON log.witness TO ledger_app;
