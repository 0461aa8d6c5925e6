-- Claims that nobody has renewed for a day, in the order of their ids: whatever became of their events, it has become.
--
-- Answers of each
--   event_id, stream
--   claimed_at       when it was first claimed
--   entry            its entry in the log; NULL while it is not sealed
--   contested        several disclosures lie side by side for one of its places
CREATE FUNCTION ledger.old_claims(after uuid, most integer)
RETURNS TABLE (event_id uuid, stream text, claimed_at timestamptz, entry bytea, contested boolean)
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT c.event_id, c.stream, c.claimed_at, l.entry, EXISTS (
      SELECT FROM erasable.disclosure AS d WHERE d.event_id = c.event_id GROUP BY d.pointer HAVING count(*) > 1
    )
  FROM ledger.claim AS c LEFT JOIN log.log_entry AS l ON l.event_id = c.event_id
  WHERE c.event_id > after AND c.renewed_at < now() - interval '1 day'
  ORDER BY c.event_id
  LIMIT most
$$;

REVOKE ALL ON FUNCTION ledger.old_claims FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.old_claims TO ledger_app;
