-- Consents that insurers registered. The person is there as a keyed hash only.
CREATE TABLE consent (
  holder       TEXT NOT NULL,             -- participant that registered it
  consent_ref  TEXT NOT NULL,
  subject_hash TEXT NOT NULL,             -- HMAC-SM3 of the identifier
  services     TEXT NOT NULL,             -- service ids joined by blanks
  purposes     TEXT NOT NULL,             -- CL-18 codes joined by blanks
  channel      TEXT NOT NULL,             -- POLICY_CLAUSE, APP, PAPER
  signed_at    BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  revoked_at   BIGINT,
  evidence     TEXT NOT NULL,             -- digest of what the person signed
  ledger_index BIGINT NOT NULL,           -- of the message that registered it
  PRIMARY KEY (holder, consent_ref)
);

-- Who asked about whom: what a person, or an auditor, may ask to see (no content).
CREATE TABLE disclosure (
  request_index BIGINT PRIMARY KEY,       -- ledger index of the accepted REQUEST
  subject_hash  TEXT NOT NULL,
  asked_at      BIGINT NOT NULL,
  consumer      TEXT NOT NULL,
  service       TEXT NOT NULL,
  purpose       TEXT,
  legal_basis   TEXT,
  consent_ref   TEXT,
  operator      TEXT,                     -- pseudonymous staff id
  provider      TEXT,                     -- who answered
  answered_at   BIGINT
);
CREATE INDEX disclosure_subject ON disclosure (subject_hash, asked_at);
CREATE INDEX disclosure_operator ON disclosure (consumer, service, operator, asked_at);
