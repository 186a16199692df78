-- Digests of signed forms of a delivery that a newer one took the place of: one may be at the recipient.
CREATE TABLE former_delivery (
  delivery_id   TEXT NOT NULL,
  bytes_digest  TEXT NOT NULL,
  renewed_index BIGINT NOT NULL,     -- ledger index of the RENEWED entry that names the next form
  PRIMARY KEY (delivery_id, bytes_digest)
);
