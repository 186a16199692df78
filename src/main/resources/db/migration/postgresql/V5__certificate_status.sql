-- Since when an authority gives no revocation answer: the clock of the grace, over restarts.
CREATE TABLE revocation_outage (
  issuer TEXT PRIMARY KEY,            -- thumbprint of the authority's certificate
  since  BIGINT NOT NULL
);

-- Certificates whose authority said that they are revoked; an outage must not bring them back.
CREATE TABLE revoked_certificate (
  certificate TEXT PRIMARY KEY,       -- thumbprint
  reason      TEXT NOT NULL,
  found_at    BIGINT NOT NULL
);

-- OCSP responses and revocation lists on which decisions rest, each once, byte for byte.
CREATE TABLE revocation_answer (
  digest      TEXT PRIMARY KEY,
  form        TEXT NOT NULL,          -- OCSP or CRL
  bytes       BYTEA NOT NULL,
  this_update BIGINT NOT NULL,
  next_update BIGINT
);

-- Warnings about certificates that end soon, each threshold once.
CREATE TABLE certificate_warning (
  certificate TEXT NOT NULL,          -- thumbprint
  days        INTEGER NOT NULL,       -- the threshold: 60, 30 or 10
  warned_at   BIGINT NOT NULL,
  PRIMARY KEY (certificate, days)
);
