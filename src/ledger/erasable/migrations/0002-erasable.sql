-- The only tables of the ledger whose rows may be deleted.

-- Values that stand in events as salted commitments, encrypted.
CREATE TABLE erasable.disclosure (
  event_id       uuid NOT NULL,
  pointer        text NOT NULL,  -- RFC 6901, from the entry's root
  subject_key_id uuid,           -- null: under the service key
  nonce          bytea NOT NULL,
  ciphertext     bytea NOT NULL, -- AES-256-GCM, authentication tag last
  PRIMARY KEY (event_id, pointer)
);

CREATE INDEX disclosure_subject ON erasable.disclosure (subject_key_id) WHERE subject_key_id IS NOT NULL;

-- In a schema of its own, so that a backup can leave it out: a key that still lies in a backup has not been destroyed.
CREATE TABLE person_key.person_key (
  subject_key_id uuid PRIMARY KEY,
  subject        uuid NOT NULL UNIQUE,
  nonce          bytea NOT NULL CHECK (octet_length(nonce) = 12),
  wrapped        bytea NOT NULL CHECK (octet_length(wrapped) = 48), -- the key under the service key, tag last
  created_at     timestamptz NOT NULL DEFAULT now()
);

-- Disclosures are written by the functions that append events, together with these.
GRANT SELECT ON erasable.disclosure TO ledger_app;
GRANT SELECT, INSERT ON person_key.person_key TO ledger_app;
