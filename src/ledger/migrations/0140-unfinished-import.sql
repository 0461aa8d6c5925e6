-- While the entries of an export are taken in, this ledger is only a part of that one, and nobody may add to it. One row
-- from the beginning of such an import until all of them are there.
CREATE TABLE ledger.unfinished_import (
  only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  entries    bigint NOT NULL, -- that the ledger will have
  started_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT ON ledger.unfinished_import TO ledger_app; -- only the owner imports entries
