-- The role every connection of the service works under, and its grants that belong to the server or the database
-- rather than to a schema. A dump or a copy of the database leaves these behind, so they are made sure of at each start.
DO $$
DECLARE
  -- From 16 on, whoever creates a role is its administrator without being allowed to act as it.
  acting text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_app') THEN
      CREATE ROLE ledger_app NOLOGIN;
    END IF;
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL; -- made meanwhile, from another database of this server
    WHEN insufficient_privilege THEN
      RAISE insufficient_privilege USING MESSAGE = format(
        'The user "%1$s" may not create the role ledger_app. Let an administrator run: '
        'CREATE ROLE ledger_app NOLOGIN; GRANT ledger_app TO "%1$s";', current_user);
  END;

  BEGIN
    IF NOT pg_has_role('ledger_app', acting) THEN
      EXECUTE format('GRANT ledger_app TO %I', current_user);
    END IF;
  EXCEPTION
    WHEN insufficient_privilege THEN
      RAISE insufficient_privilege USING MESSAGE = format(
        'The role ledger_app exists, but the user "%1$s" may not act as it. Let an administrator run: '
        'GRANT ledger_app TO "%1$s";', current_user);
  END;

  -- Every version of a read model has a schema of its own, made by its projection. A GRANT without the right to grant
  -- is only a warning, so look afterwards.
  IF NOT has_database_privilege('ledger_app', current_database(), 'CREATE') THEN
    BEGIN
      EXECUTE format('GRANT CREATE ON DATABASE %I TO ledger_app', current_database());
    EXCEPTION
      WHEN insufficient_privilege THEN NULL;
    END;
    IF NOT has_database_privilege('ledger_app', current_database(), 'CREATE') THEN
      RAISE insufficient_privilege USING MESSAGE = format(
        'The user "%1$s" may not grant CREATE on the database "%2$s". Let an administrator run: '
        'ALTER DATABASE "%2$s" OWNER TO "%1$s";', current_user, current_database());
    END IF;
  END IF;
END
$$;
