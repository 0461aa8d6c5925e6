-- Writes several appends, or none of them: when one cannot go through, the answer tells why, and the caller sends the
-- others again. A call holds at most one append for a stream, and no event id twice.
--
--   streams         of each append
--   lowest,         of each append: the revisions between which its stream's last one must be, -1 for no stream
--   highest
--   offsets         of each append: how many events of this call come before its own
--   ids             of all events
--   events          [{append, place, id, type, data, metadata}]: append is the place in the lists above, place that in
--                   the append, both from 1
--   disclosed_ids,  of each disclosure
--   pointers, subject_keys, nonces, ciphertexts
--
-- Answers
--   written         whether the appends have been written
--   tails           of each append: its stream's last revision before, -1 for no stream
--   known           if not written: [{id, stream, revision}] of those ids that are taken, or null
--
-- Statements see what was committed when they start, so everything is looked up after the head has been locked.
-- To be called with enable_seqscan = off and plan_cache_mode = force_generic_plan: plans are then made once in the life
-- of a connection, and stay right though the tables may be empty when they are made. As settings of the function, made
-- and taken back at every call, they would add a third to a short append. For the plans' sake look-ups of streams have a
-- LIMIT of their own.
CREATE FUNCTION ledger.append(
  streams text[], lowest bigint[], highest bigint[], offsets integer[], ids uuid[], events jsonb,
  disclosed_ids uuid[], pointers text[], subject_keys uuid[], nonces bytea[], ciphertexts bytea[]
) RETURNS jsonb
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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

  SELECT array_agg(s.tail ORDER BY s.nth), bool_and(s.tail BETWEEN s.low AND s.high)
  INTO tails, accepted
  FROM (
    SELECT a.nth, a.low, a.high, coalesce(
        (SELECT e.revision FROM ledger.event AS e WHERE e.stream = a.stream ORDER BY e.revision DESC LIMIT 1), -1
      ) AS tail
    FROM unnest(streams, lowest, highest) WITH ORDINALITY AS a (stream, low, high, nth)
  ) AS s;

  IF accepted THEN
    BEGIN
      INSERT INTO ledger.event (sequence, stream, revision, event_id, type, schema_version, data, metadata, recorded_at)
      SELECT first_sequence + offsets[e.append] + e.place - 1, streams[e.append], tails[e.append] + e.place, e.id,
        e.type, coalesce((e.metadata ->> 'schema')::integer, 1), e.data, e.metadata, now_recorded
      FROM jsonb_to_recordset(events)
        AS e (append integer, place integer, id uuid, type text, data jsonb, metadata jsonb);

      INSERT INTO erasable.disclosure (event_id, pointer, subject_key_id, nonce, ciphertext)
      SELECT * FROM unnest(disclosed_ids, pointers, subject_keys, nonces, ciphertexts);

      RETURN jsonb_build_object('written', true, 'tails', tails);
    EXCEPTION WHEN unique_violation THEN
      -- Looking for taken ids beforehand would take a tenth of the time of a large append, and they are rare.
      IF NOT EXISTS (SELECT FROM ledger.event AS e WHERE e.event_id = ANY (ids)) THEN RAISE; END IF;
    END;
  END IF;

  UPDATE ledger.head SET next_sequence = first_sequence;
  RETURN jsonb_build_object('written', false, 'tails', tails, 'known', (
    SELECT jsonb_agg(jsonb_build_object('id', e.event_id, 'stream', e.stream, 'revision', e.revision))
    FROM ledger.event AS e
    WHERE e.event_id = ANY (ids)
  ));
END
$$;

REVOKE ALL ON FUNCTION ledger.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append TO ledger_app;
