-- What statements are about.
CREATE TABLE state_key (
  key_id   bigint PRIMARY KEY,             -- sequence of the first statement about it
  stream   text COLLATE "C" NOT NULL,
  facet    text COLLATE "C" NOT NULL,      -- the key below the object, such as status/officer
  category text COLLATE "C" NOT NULL,
  plan     text COLLATE "C",
  UNIQUE (stream, facet)
);

-- Statements and corrections as they came; only voided_at ever changes.
CREATE TABLE statement (
  sequence    bigint  PRIMARY KEY,
  key_id      bigint  NOT NULL,
  slot        bigint  NOT NULL,            -- sequence of the original statement; its own unless it is a correction
  edition     integer NOT NULL,
  reported_on date    NOT NULL,
  event_id    uuid    NOT NULL,
  voided_at   bigint,                      -- sequence of the void, if any
  value       jsonb   NOT NULL
);

-- Voids: they change no text and have no reported date, and belong to the history of a key all the same.
CREATE TABLE statement_void (
  sequence bigint PRIMARY KEY,
  key_id   bigint NOT NULL,
  event_id uuid   NOT NULL,
  value    jsonb  NOT NULL
);

-- A text is the answer for its key over a rectangle of reported days and sizes of the ledger (less one). Open ones, which
-- answer up to the newest size, and closed ones lie apart: their ranges are spread quite differently, and the planner
-- must know how each are.
CREATE TABLE state_rect (
  key_id   bigint    NOT NULL,
  src      bigint    NOT NULL,             -- sequence of the answering entry
  slot     bigint    NOT NULL,
  reported daterange NOT NULL CHECK (NOT isempty(reported)),
  recorded int8range NOT NULL CHECK (NOT isempty(recorded)),
  value    jsonb     NOT NULL
) PARTITION BY LIST (upper_inf(recorded));
CREATE TABLE state_rect_open   PARTITION OF state_rect FOR VALUES IN (true);
CREATE TABLE state_rect_closed PARTITION OF state_rect FOR VALUES IN (false);
