-- The files that statements are taken from, where they may be kept, and the text of those that are no text. Papers print
-- names: both are encrypted under the service key, and can be deleted.
CREATE TABLE erasable.source_file (
  sha256          bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
  media_type      text NOT NULL,
  size            bigint NOT NULL CHECK (size >= 0),
  nonce           bytea NOT NULL CHECK (octet_length(nonce) = 12),
  ciphertext      bytea NOT NULL, -- AES-256-GCM, authentication tag last
  text_nonce      bytea CHECK (octet_length(text_nonce) = 12),
  text_ciphertext bytea,
  stored_at       timestamptz NOT NULL,
  stored_by       uuid NOT NULL,
  CHECK ((text_nonce IS NULL) = (text_ciphertext IS NULL))
);

GRANT SELECT, INSERT, DELETE, UPDATE (text_nonce, text_ciphertext) ON erasable.source_file TO ledger_app;
