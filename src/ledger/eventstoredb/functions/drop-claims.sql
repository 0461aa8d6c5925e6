-- Takes claims back, and with them disclosures that open nothing. A claim that was renewed meanwhile stays, and what
-- belongs to its event stays with it; so do disclosures that no claim has brought.
--
--   ids                     of claims that nobody has renewed for a day
--   disclosed_ids, nonces   of each disclosure that is to go
--
-- Answers how many claims and how many disclosures are gone.
CREATE FUNCTION ledger.drop_claims(ids uuid[], disclosed_ids uuid[], nonces bytea[], OUT claims integer, OUT disclosures integer)
LANGUAGE sql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
  WITH dropped AS (
    DELETE FROM ledger.claim AS c
    WHERE c.event_id = ANY (ids) AND c.renewed_at < now() - interval '1 day'
    RETURNING c.event_id
  ), strays AS (
    DELETE FROM erasable.disclosure AS d
    USING unnest(disclosed_ids, nonces) AS s (event_id, nonce)
    WHERE d.event_id = s.event_id AND d.candidate = s.nonce AND d.candidate <> ''
      AND d.event_id IN (SELECT event_id FROM dropped)
    RETURNING d.event_id
  )
  SELECT (SELECT count(*) FROM dropped)::integer, (SELECT count(*) FROM strays)::integer
$$;

REVOKE ALL ON FUNCTION ledger.drop_claims FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.drop_claims TO ledger_app;
