-- The last revision that the log holds of every stream. Entries of a stream follow each other without a gap, so an event
-- that went missing on its way here is missed at once.
CREATE TABLE log.stream_revision (
  stream text COLLATE "C" PRIMARY KEY,
  rev    bigint NOT NULL CHECK (rev > 0)
) WITH (fillfactor = 70); -- rewritten with every batch

INSERT INTO log.stream_revision (stream, rev)
SELECT entry ->> 'stream', max((entry ->> 'rev')::bigint)
  FROM (SELECT convert_from(entry, 'UTF8')::jsonb AS entry FROM log.log_entry) AS logged
 GROUP BY 1;

GRANT SELECT, INSERT, UPDATE ON log.stream_revision TO ledger_app;
