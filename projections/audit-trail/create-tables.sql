-- One row an entry, with what people search the trail by. Rows are added and never changed.
CREATE TABLE audit_entry (
  sequence    bigint PRIMARY KEY,
  event_id    uuid   NOT NULL UNIQUE,
  type        text   COLLATE "C" NOT NULL,
  stream      text   COLLATE "C" NOT NULL,
  category    text   COLLATE "C" NOT NULL,
  plan        text   COLLATE "C",
  facet       text   COLLATE "C",   -- of an act, that of the entry it acts on; null: administrative
  reported_on date,
  edition     integer,
  recorded_at timestamptz(3) NOT NULL,
  entry       text   COLLATE "C",
  target      uuid,
  acting_as   text   COLLATE "C",
  source_doc  uuid,
  batch       uuid,
  documents   uuid[]                -- the documents that it was taken from or cites, in its source or anywhere in its data
);
