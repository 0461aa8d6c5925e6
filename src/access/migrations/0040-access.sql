-- Who may write. Persons are known here and in the erasable values behind `by`, nowhere in entries.
CREATE TABLE access.person (
  subject    uuid PRIMARY KEY,
  name       text NOT NULL UNIQUE CHECK (name <> '' AND length(name) <= 200),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE access.token (
  id           text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{11}$'),
  hash         bytea NOT NULL CHECK (octet_length(hash) = 32),
  subject      uuid NOT NULL REFERENCES access.person,
  roles        text[] NOT NULL CHECK (cardinality(roles) > 0),
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);

GRANT SELECT, INSERT, UPDATE, DELETE ON access.person TO ledger_app;
GRANT SELECT, INSERT, UPDATE ON access.token TO ledger_app;
