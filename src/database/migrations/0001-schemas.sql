-- Exclusion constraints over (key, range) need GiST operators for plain columns.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA ledger;      -- events, immutable
CREATE SCHEMA erasable;    -- values that may have to be erased
CREATE SCHEMA person_key;  -- keys of persons: destroying one erases what it encrypts
CREATE SCHEMA access;      -- who may write
CREATE SCHEMA log;         -- the published log
CREATE SCHEMA projection;  -- places of the projections
CREATE SCHEMA read;        -- views on the live version of every read model

GRANT USAGE ON SCHEMA ledger, erasable, person_key, access, log TO ledger_app;
-- Projections make and replace their own objects; everywhere else each table grants what its feature needs.
GRANT USAGE, CREATE ON SCHEMA projection, read TO ledger_app;
