-- Claims event ids for streams, and takes in the disclosures of their events. One transaction: an event can only be in
-- the engine when what opens its commitments is here.
--
--   ids, streams    of each event; no id twice
--   disclosed_ids,  of each disclosure
--   pointers, subject_keys, nonces, ciphertexts
--
-- Answers NULL when all ids are new, otherwise of each that is not
--   id, stream      where it stands, or is meant to stand
--   claimedAt       when it was first claimed, in milliseconds since 1970
--   rev             its place in the stream, from 1; only of an event that is sealed
--
-- Statements see what was committed when they start. The log is looked at after the claims, which nobody can take back
-- from then on: a claim only goes when its event stands in the log or was never recorded, so one of the two shows every
-- id that may stand somewhere.
CREATE FUNCTION ledger.claim(
  ids uuid[], streams text[],
  disclosed_ids uuid[], pointers text[], subject_keys uuid[], nonces bytea[], ciphertexts bytea[]
) RETURNS jsonb
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  fresh  uuid[];
  sealed uuid[];
BEGIN
  -- In the order of their ids, so that two calls with the same ones cannot wait for each other. A row that was there
  -- before is locked by this transaction, so its xmax is not 0.
  WITH claimed AS (
    INSERT INTO ledger.claim AS c (event_id, stream, claimed_at, renewed_at)
    SELECT e.id, e.stream, clock_timestamp(), clock_timestamp()
    FROM unnest(ids, streams) AS e (id, stream)
    ORDER BY e.id
    ON CONFLICT (event_id) DO UPDATE SET renewed_at = clock_timestamp()
    RETURNING c.event_id, c.xmax = 0 AS is_new
  )
  SELECT array_agg(c.event_id) FILTER (WHERE c.is_new) INTO fresh FROM claimed AS c;
  fresh := coalesce(fresh, '{}');

  sealed := ARRAY(SELECT l.event_id FROM log.log_entry AS l WHERE l.event_id = ANY (ids));

  -- A sealed event has its disclosures. The same call again finds its own here.
  INSERT INTO erasable.disclosure (event_id, pointer, subject_key_id, nonce, ciphertext, candidate)
  SELECT d.event_id, d.pointer, d.subject_key_id, d.nonce, d.ciphertext, d.nonce
  FROM unnest(disclosed_ids, pointers, subject_keys, nonces, ciphertexts)
    AS d (event_id, pointer, subject_key_id, nonce, ciphertext)
  WHERE d.event_id <> ALL (sealed)
  ON CONFLICT DO NOTHING;

  IF cardinality(fresh) = cardinality(ids) AND sealed = '{}' THEN
    RETURN NULL;
  END IF;

  RETURN (
    SELECT jsonb_agg(jsonb_build_object(
      'id', c.event_id,
      'stream', coalesce(s.entry ->> 'stream', c.stream),
      'claimedAt', floor(extract(epoch FROM c.claimed_at) * 1000),
      'rev', s.entry -> 'rev'
    ))
    FROM ledger.claim AS c
      LEFT JOIN log.log_entry AS l ON l.event_id = c.event_id
      CROSS JOIN LATERAL (SELECT convert_from(l.entry, 'UTF8')::jsonb) AS s (entry)
    WHERE c.event_id = ANY (ids) AND (c.event_id <> ALL (fresh) OR l.event_id IS NOT NULL)
  );
END
$$;

REVOKE ALL ON FUNCTION ledger.claim FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.claim TO ledger_app;
