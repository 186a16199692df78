-- Collisions that insurers settle each for its own vehicle (ps.mutual-collision).
CREATE TABLE collision (
  case_ref      TEXT PRIMARY KEY,
  liability_doc TEXT NOT NULL,
  environment   TEXT NOT NULL,
  state         TEXT NOT NULL,            -- OPEN, CLOSED, REOPENED
  ledger_index  BIGINT NOT NULL           -- of the message that registered it
);
CREATE INDEX collision_document ON collision (liability_doc);

-- One row per vehicle. The plate is there as a keyed hash only.
CREATE TABLE collision_vehicle (
  case_ref   TEXT NOT NULL,
  seq        INTEGER NOT NULL,
  insurer    TEXT NOT NULL,               -- unified social credit code of its compulsory cover
  plate_hash TEXT NOT NULL,
  stage      TEXT NOT NULL,               -- CL-13
  paid_by    TEXT,                        -- who reported PAID for this vehicle
  paid_cents BIGINT,
  PRIMARY KEY (case_ref, seq)
);

-- The newest revision of each liability document.
CREATE TABLE liability_document (
  document_no  TEXT PRIMARY KEY,
  revision     INTEGER NOT NULL,
  status       TEXT NOT NULL,             -- ISSUED, REVIEWING, REVISED, WITHDRAWN
  ledger_index BIGINT NOT NULL
);

-- Which insurer's question about a police case matched, for later changes of the case.
CREATE TABLE burglary_match (
  case_hash  TEXT NOT NULL,               -- keyed hash of the case receipt number
  insurer    TEXT NOT NULL,               -- participant
  matched_at BIGINT NOT NULL,
  PRIMARY KEY (case_hash, insurer)
);
CREATE TABLE burglary_question (
  request_index BIGINT PRIMARY KEY,
  case_hash     TEXT NOT NULL,
  insurer       TEXT NOT NULL
);
