-- Writes several appends, or none of them: when one cannot go through, the answer tells why, and the caller sends the
-- others again. A call holds at most one append for a stream, and no event id twice.
--
--   streams      of each append
--   lowest,      of each append: the revisions between which its stream's last one must be, -1 for no stream
--   highest
--   offsets      of each append: how many events of this call come before its own
--   ids          of all events
--   events       [{append, place, id, type, data, metadata}]: append is the place in the lists above, place that in the
--                append, both from 1
--   disclosures  [{event_id, pointer, subject_key_id, nonce, ciphertext}]: bytes in base64
--
-- Answers
--   written      whether the appends have been written
--   tails        of each append: its stream's last revision before, -1 for no stream
--   known        if not written: [{id, stream, revision}] of those ids that are taken, or null
--
-- Statements see what was committed when they start, so everything is looked up after the head has been locked.
-- Plans are made once in the life of a connection, over tables that may be empty then: sequential scans are off and
-- look-ups of streams have a LIMIT of their own, so that the plans stay right while the ledger grows.
-- An append by itself is mostly the starting of statements and expressions, hence the few of them.
CREATE FUNCTION ledger.append(
  streams text[], lowest bigint[], highest bigint[], offsets integer[], ids uuid[], events jsonb, disclosures jsonb
) RETURNS jsonb
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  first_sequence bigint;
  now_recorded   timestamptz;
  tails          bigint[];
  accepted       boolean;
BEGIN
  -- Locks the head until the commit.
  UPDATE ledger.head AS h
  SET next_sequence = h.next_sequence + cardinality(ids),
    recorded_at = greatest(date_trunc('milliseconds', clock_timestamp()), h.recorded_at)
  RETURNING h.next_sequence - cardinality(ids), h.recorded_at
  INTO STRICT first_sequence, now_recorded;

  SELECT array_agg(s.tail ORDER BY s.nth),
    bool_and(s.tail BETWEEN s.low AND s.high)
      AND NOT EXISTS (SELECT FROM ledger.event AS e WHERE e.event_id = ANY (ids))
  INTO tails, accepted
  FROM (
    SELECT a.nth, a.low, a.high, coalesce(
        (SELECT e.revision FROM ledger.event AS e WHERE e.stream = a.stream ORDER BY e.revision DESC LIMIT 1), -1
      ) AS tail
    FROM unnest(streams, lowest, highest) WITH ORDINALITY AS a (stream, low, high, nth)
  ) AS s;

  IF NOT accepted THEN
    UPDATE ledger.head SET next_sequence = first_sequence;
    RETURN jsonb_build_object('written', false, 'tails', tails, 'known', (
      SELECT jsonb_agg(jsonb_build_object('id', e.event_id, 'stream', e.stream, 'revision', e.revision))
      FROM ledger.event AS e
      WHERE e.event_id = ANY (ids)
    ));
  END IF;

  INSERT INTO erasable.disclosure (event_id, pointer, subject_key_id, nonce, ciphertext)
  SELECT d.event_id, d.pointer, d.subject_key_id, decode(d.nonce, 'base64'), decode(d.ciphertext, 'base64')
  FROM jsonb_to_recordset(disclosures)
    AS d (event_id uuid, pointer text, subject_key_id uuid, nonce text, ciphertext text);

  INSERT INTO ledger.event (sequence, stream, revision, event_id, type, schema_version, data, metadata, recorded_at)
  SELECT first_sequence + offsets[e.append] + e.place - 1, streams[e.append], tails[e.append] + e.place, e.id, e.type,
    coalesce((e.metadata ->> 'schema')::integer, 1), e.data, e.metadata, now_recorded
  FROM jsonb_to_recordset(events)
    AS e (append integer, place integer, id uuid, type text, data jsonb, metadata jsonb);

  RETURN jsonb_build_object('written', true, 'tails', tails);
END
$$;

REVOKE ALL ON FUNCTION ledger.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append TO ledger_app;
