-- What reviewers say of a draft. Like the draft it can be deleted, and no word of it is in the ledger.
CREATE TABLE working.draft_comment (
  report_id uuid NOT NULL,
  number    integer NOT NULL CHECK (number > 0),
  version   integer NOT NULL CHECK (version > 0), -- of the draft that was looked at
  line_id   uuid,                                 -- NULL: about the whole
  said      text NOT NULL,
  said_at   timestamptz NOT NULL,
  said_by   uuid NOT NULL,
  said_as   text NOT NULL,                        -- the name of whoever said it
  PRIMARY KEY (report_id, number)
);

-- The bytes of what published reports show, by their hash, as the ledger proves it. They can be made again from the view
-- that the report pins, as long as the software makes them the same way; nobody has to trust that where they are kept.
CREATE TABLE working.published_content (
  sha256  text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now(),
  CHECK (sha256 = encode(sha256(content), 'hex'))
);

GRANT SELECT, INSERT, DELETE ON working.draft_comment TO ledger_app;
GRANT SELECT, INSERT ON working.published_content TO ledger_app;
