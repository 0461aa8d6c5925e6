-- Where every build of every projection stands. Its row is locked and moved in the transaction that changes its tables.
CREATE TABLE projection.cursor (
  name       text    NOT NULL,
  version    integer NOT NULL CHECK (version > 0),     -- of the code and its tables
  build      integer NOT NULL CHECK (build > 0),       -- counts the builds of one version
  live       boolean NOT NULL,                         -- the build that answers
  sequence   bigint  NOT NULL CHECK (sequence >= -1),  -- last event taken in
  position   text,                                     -- that event's place in an engine with places of its own
  status     text    NOT NULL CHECK (status IN ('running', 'stopped', 'rebuilding')),
  error      text,                                     -- why it stopped
  event_id   uuid,                                     -- at which event, where one is to blame
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, version, build)
) WITH (fillfactor = 50);                              -- rewritten with every batch

CREATE UNIQUE INDEX cursor_one_live_build ON projection.cursor (name) WHERE live;

GRANT SELECT, INSERT, UPDATE, DELETE ON projection.cursor TO ledger_app;
