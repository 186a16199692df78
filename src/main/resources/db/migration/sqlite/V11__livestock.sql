-- Disposals of dead animals (ah.disposal), one row per record as last accepted. Exercises never mix with real ones.
-- Nothing here names a person: an ear tag is an animal's.
CREATE TABLE disposal_record (
  environment  TEXT NOT NULL,
  record_no    TEXT NOT NULL,
  cert_no      TEXT NOT NULL,             -- empty if it has none
  species      TEXT NOT NULL,             -- CL-15
  state        TEXT NOT NULL,             -- KL-19
  death_cause  TEXT NOT NULL,             -- CL-14
  reported_at  BIGINT NOT NULL,
  fingerprint  TEXT NOT NULL,             -- digest over what the record says of the disposal
  ledger_index BIGINT NOT NULL,
  PRIMARY KEY (environment, record_no)
);
CREATE INDEX disposal_record_cert ON disposal_record (environment, cert_no);

CREATE TABLE disposal_animal (
  environment TEXT NOT NULL,
  record_no   TEXT NOT NULL,
  ear_tag     TEXT NOT NULL,
  PRIMARY KEY (environment, record_no, ear_tag)
);
CREATE INDEX disposal_animal_tag ON disposal_animal (environment, ear_tag);

-- Each animal that was found right in a claim, once for ever.
CREATE TABLE disposal_claim (
  claim_hash   TEXT PRIMARY KEY,          -- SHA-256 over environment, record and tag
  claim_no     TEXT NOT NULL,
  insurer      TEXT NOT NULL,             -- unified social credit code
  ledger_index BIGINT NOT NULL            -- of the request
);

-- What each request found, in the order of its tags: its answer says the same whenever it is made.
CREATE TABLE disposal_check (
  request_index BIGINT PRIMARY KEY,
  result_code   TEXT NOT NULL,
  claim_path    TEXT NOT NULL,            -- DISPOSAL, EPIDEMIC_CULL
  statuses      TEXT NOT NULL             -- KL-20, joined by blanks
);
