-- Values that somebody has asked to have erased and, with gone_at, those that are gone while the ledger does not say so
-- yet. A row goes when its erasure is in the ledger. Nothing here tells what a value is.
CREATE TABLE erasable.erasing (
  event_id    uuid NOT NULL,
  pointer     text NOT NULL,      -- RFC 6901, from the entry's root
  kind        text NOT NULL CHECK (kind IN ('text', 'name', 'author')),
  ground      text NOT NULL,
  request_ref text,
  asked_by    uuid NOT NULL,      -- subject of a person
  asked_as    text NOT NULL,      -- that person's role
  asked_at    timestamptz NOT NULL,
  approved_as text,               -- role of the second person, where there has to be one
  gone_at     timestamptz,
  PRIMARY KEY (event_id, pointer)
);

-- Keys of persons that were destroyed. They are put back by whoever restores an older backup of them, and destroyed again.
CREATE TABLE erasable.destroyed_key (
  subject_key_id uuid PRIMARY KEY
);

-- The erasures among the entries of the log, so that they are found by the entry that they act on.
CREATE TABLE log.erasure (
  idx         bigint PRIMARY KEY,
  event_id    uuid NOT NULL UNIQUE,
  target      uuid NOT NULL,
  pointer     text NOT NULL,
  kind        text NOT NULL,
  ground      text NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  UNIQUE (target, pointer)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON erasable.erasing TO ledger_app;
GRANT SELECT, INSERT ON log.erasure TO ledger_app;
