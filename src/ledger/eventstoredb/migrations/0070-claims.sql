-- For an engine that keeps no event id unique over streams: the stream that an id is meant for, noted before the event
-- is handed over. Once the event is sealed, the log knows its id for ever and the claim can go.
CREATE TABLE ledger.claim (
  event_id   uuid PRIMARY KEY,
  stream     text COLLATE "C" NOT NULL,
  claimed_at timestamptz NOT NULL, -- first: the event is not recorded earlier
  renewed_at timestamptz NOT NULL  -- last: the event is not on its way long after
);

-- An event that is decided again before its engine has taken it gets new salts, and so a further disclosure for the same
-- place. The one that opens the commitment counts.
ALTER TABLE erasable.disclosure
  ADD COLUMN candidate bytea NOT NULL DEFAULT '', -- tells them apart; empty where there can be one alone
  DROP CONSTRAINT disclosure_pkey,
  ADD PRIMARY KEY (event_id, pointer, candidate);
