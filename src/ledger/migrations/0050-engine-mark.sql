-- Which engine holds the events of the ledger that this database belongs to. No row before the first start.
CREATE TABLE ledger.engine (
  only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  engine        text NOT NULL CHECK (engine IN ('postgresql', 'eventstoredb')),
  stream_prefix text CHECK ((stream_prefix IS NOT NULL) = (engine = 'eventstoredb')),
  since         timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON ledger.engine TO ledger_app; -- only the owner switches it
