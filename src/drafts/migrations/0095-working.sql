-- Words of reports that are not before the public yet. Nothing here is part of the ledger, and all of it can be deleted.
CREATE SCHEMA working;
GRANT USAGE ON SCHEMA working TO ledger_app;

CREATE TABLE working.draft (
  report_id  uuid PRIMARY KEY,
  version    integer NOT NULL CHECK (version > 0),
  content    jsonb NOT NULL,
  sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- of the canonical JSON of the content
  authors    jsonb NOT NULL,                                  -- by the id of a line: who wrote it
  updated_at timestamptz NOT NULL,
  updated_by uuid NOT NULL
);

-- Every save, and every one that came too late.
CREATE TABLE working.draft_version (
  report_id uuid NOT NULL,
  saved     integer NOT NULL CHECK (saved > 0),
  base      integer NOT NULL CHECK (base >= 0), -- the version that it was written over, 0 for none
  version   integer CHECK (version > 0),        -- the version that it became; NULL where it was not taken
  content   jsonb NOT NULL,
  saved_at  timestamptz NOT NULL,
  saved_by  uuid NOT NULL,
  PRIMARY KEY (report_id, saved)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON working.draft, working.draft_version TO ledger_app;
