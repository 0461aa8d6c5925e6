-- What can be searched for in an entry: its words, each hidden under a key of the service (see keyed-words.ts). Where an
-- entry has none, or none any more, the row says of what kind it is, for entries that act on it.
CREATE TABLE search_document (
  sequence bigint   PRIMARY KEY,            -- src of the rectangles in which it answers
  event_id uuid     NOT NULL UNIQUE,
  stream   text     COLLATE "C" NOT NULL,
  facet    text     COLLATE "C" NOT NULL,   -- with the stream, the key that it is said under
  revision bigint   NOT NULL,
  kind     text     COLLATE "C" NOT NULL,   -- type of the ordinary event at the beginning of its chain of changes
  is_taken_back boolean NOT NULL,           -- it withdraws, or corrects what withdraws: it says nothing
  config   text     COLLATE "C" NOT NULL,   -- text search configuration that its words were made by
  words    tsvector NOT NULL
);

-- The keys under which anything is that can be searched for: what a view answers for others need not be looked up.
CREATE TABLE search_key (
  stream text COLLATE "C",
  facet  text COLLATE "C",
  PRIMARY KEY (stream, facet)
);

-- The configurations in use; the ledger's own is for texts that do not say their language.
CREATE TABLE search_language (
  config       text    COLLATE "C" PRIMARY KEY,
  is_of_ledger boolean NOT NULL
);
