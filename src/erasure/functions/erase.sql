-- Deletes the values at these places of entries, every candidate for them, and destroys the keys of the persons whose
-- values they are: a name has a key of its own, and who entered something is erased everywhere or not at all. Keys that
-- were destroyed before and are here again, from a backup, go as well. The same again changes nothing.
--
--   ids, pointers   of each place
--   keys            further keys of persons that are to be destroyed, whether or not they have a value
--
-- Answers how many values are gone.
CREATE FUNCTION erasable.erase(ids uuid[], pointers text[], keys uuid[]) RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  deleted integer;
BEGIN
  WITH gone AS (
    DELETE FROM erasable.disclosure AS d
    USING unnest(ids, pointers) AS p (event_id, pointer)
    WHERE d.event_id = p.event_id AND d.pointer = p.pointer
    RETURNING d.subject_key_id
  ), noted AS (
    INSERT INTO erasable.destroyed_key (subject_key_id)
    SELECT g.subject_key_id FROM gone AS g WHERE g.subject_key_id IS NOT NULL
    UNION
    SELECT unnest(keys)
    ON CONFLICT DO NOTHING
  )
  SELECT count(*)::integer INTO deleted FROM gone;

  DELETE FROM person_key.person_key AS k
  USING erasable.destroyed_key AS d
  WHERE k.subject_key_id = d.subject_key_id;

  RETURN deleted;
END
$$;

REVOKE ALL ON FUNCTION erasable.erase FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erasable.erase TO ledger_app;
