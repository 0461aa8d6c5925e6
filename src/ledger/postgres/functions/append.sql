-- Appends to several streams in one go. Each append is checked on its own, and a refused one leaves the others alone;
-- only an error undoes them all. A call holds at most one append for a stream, and no event id twice.
--
--   appends      [{stream, expected, ids}]: expected is 'any', 'no-stream', 'stream-exists' or a revision;
--                ids are those of its events, in order
--   events       [{append, place, id, type, data, metadata}]: append is the place in the list above, from 1;
--                place is the event's in its append, from 1
--   disclosures  [{append, event_id, pointer, subject_key_id, nonce, ciphertext}]: bytes in base64
--
-- Answers in the order of the appends:
--   [{outcome: 'appended' | 'known', revision}    the stream's last revision; known: that of the first time
--    {outcome: 'conflict', revision}              the actual revision, null when there is no stream
--    {outcome: 'reused', ids}]                    ids that are taken, but not by this same append
--
-- Statements see what was committed when they start, so everything is looked up after the head has been locked. Plans
-- are kept for the life of a connection, and the first ones are made over empty tables: without sequential scans, and
-- with every look-up a LIMIT of its own, they stay right while the ledger grows.
CREATE FUNCTION ledger.append(appends jsonb, events jsonb, disclosures jsonb) RETURNS jsonb
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
DECLARE
  first_sequence bigint;
  now_recorded   timestamptz;
  answers        jsonb;
  streams        text[];
  tails          bigint[]; -- revision before each append that goes through, -1 for a new stream; null for the others
  added          bigint;
BEGIN
  SELECT h.next_sequence, greatest(date_trunc('milliseconds', clock_timestamp()), h.recorded_at)
  INTO STRICT first_sequence, now_recorded
  FROM ledger.head AS h
  FOR UPDATE;

  SELECT
    jsonb_agg(
      CASE v.outcome
        WHEN 'appended' THEN jsonb_build_object('outcome', v.outcome, 'revision', v.tail + cardinality(v.ids))
        WHEN 'known' THEN jsonb_build_object('outcome', v.outcome, 'revision', v.last_known)
        WHEN 'conflict' THEN jsonb_build_object('outcome', v.outcome, 'revision', nullif(v.tail, -1))
        ELSE jsonb_build_object('outcome', v.outcome, 'ids', v.known)
      END
      ORDER BY v.nth),
    array_agg(v.stream ORDER BY v.nth),
    array_agg(CASE v.outcome WHEN 'appended' THEN v.tail END ORDER BY v.nth)
  INTO answers, streams, tails
  FROM (
    SELECT a.nth, a.stream, a.ids, k.known, k.last_known, coalesce(t.revision, -1) AS tail,
      CASE
        WHEN cardinality(k.known) = cardinality(a.ids) AND k.in_place THEN 'known'
        WHEN k.known IS NOT NULL THEN 'reused'
        WHEN a.expected = 'any'
          OR a.expected = 'no-stream' AND t.revision IS NULL
          OR a.expected = 'stream-exists' AND t.revision IS NOT NULL
          OR a.expected = t.revision::text THEN 'appended'
        ELSE 'conflict'
      END AS outcome
    FROM ROWS FROM (jsonb_to_recordset(appends) AS (stream text, expected text, ids uuid[]))
      WITH ORDINALITY AS a (stream, expected, ids, nth)
    LEFT JOIN LATERAL (
      SELECT e.revision FROM ledger.event AS e WHERE e.stream = a.stream ORDER BY e.revision DESC LIMIT 1
    ) AS t ON true
    CROSS JOIN LATERAL (
      SELECT array_agg(i.id ORDER BY i.place) AS known, max(e.revision) AS last_known,
        bool_and(e.stream = a.stream) AND min(e.revision - i.place) = max(e.revision - i.place) AS in_place
      FROM unnest(a.ids) WITH ORDINALITY AS i (id, place)
      CROSS JOIN LATERAL (
        SELECT e.stream, e.revision FROM ledger.event AS e WHERE e.event_id = i.id LIMIT 1
      ) AS e
    ) AS k
  ) AS v;

  INSERT INTO erasable.disclosure (event_id, pointer, subject_key_id, nonce, ciphertext)
  SELECT d.event_id, d.pointer, d.subject_key_id, decode(d.nonce, 'base64'), decode(d.ciphertext, 'base64')
  FROM jsonb_to_recordset(disclosures)
    AS d (append integer, event_id uuid, pointer text, subject_key_id uuid, nonce text, ciphertext text)
  WHERE tails[d.append] IS NOT NULL;

  INSERT INTO ledger.event (sequence, stream, revision, event_id, type, data, metadata, recorded_at)
  SELECT first_sequence - 1 + row_number() OVER (ORDER BY e.nth),
    streams[e.append], tails[e.append] + e.place, e.id, e.type, e.data, e.metadata, now_recorded
  FROM ROWS FROM (
      jsonb_to_recordset(events) AS (append integer, place integer, id uuid, type text, data jsonb, metadata jsonb)
    ) WITH ORDINALITY AS e (append, place, id, type, data, metadata, nth)
  WHERE tails[e.append] IS NOT NULL;
  GET DIAGNOSTICS added = ROW_COUNT;

  IF added > 0 THEN
    UPDATE ledger.head SET next_sequence = first_sequence + added, recorded_at = now_recorded WHERE only_row;
  END IF;
  RETURN answers;
END
$$;

REVOKE ALL ON FUNCTION ledger.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append TO ledger_app;
