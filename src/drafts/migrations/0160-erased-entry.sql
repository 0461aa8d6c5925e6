-- Entries that words were erased from. A line of a draft that made one of them is kept without its words, whoever saves it
-- again. Filled in the transaction in which words go, and at every start for all that the log says.
CREATE TABLE working.erased_entry (
  event_id uuid PRIMARY KEY,
  stream   text NOT NULL
);

GRANT SELECT, INSERT ON working.erased_entry TO ledger_app;
