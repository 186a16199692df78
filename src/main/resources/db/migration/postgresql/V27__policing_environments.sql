-- Cases, documents and matches of an exercise are none of real work, and a document is that of who issued it.
CREATE TABLE collision_next (
  environment   TEXT NOT NULL,
  case_ref      TEXT NOT NULL,
  liability_doc TEXT NOT NULL,
  state         TEXT NOT NULL,            -- OPEN, CLOSED, REOPENED
  ledger_index  BIGINT NOT NULL,          -- of the message that registered it
  PRIMARY KEY (environment, case_ref)
);
CREATE TABLE collision_vehicle_next (
  environment TEXT NOT NULL,
  case_ref    TEXT NOT NULL,
  seq         INTEGER NOT NULL,
  insurer     TEXT NOT NULL,              -- unified social credit code of its compulsory cover
  plate_hash  TEXT NOT NULL,
  stage       TEXT NOT NULL,              -- CL-13
  paid_by     TEXT,                       -- who reported PAID for this vehicle
  paid_cents  BIGINT,
  PRIMARY KEY (environment, case_ref, seq)
);
CREATE TABLE liability_document_next (
  environment  TEXT NOT NULL,
  document_no  TEXT NOT NULL,
  issuer       TEXT NOT NULL,             -- participant
  revision     INTEGER NOT NULL,
  status       TEXT NOT NULL,             -- ISSUED, REVIEWING, REVISED, WITHDRAWN
  ledger_index BIGINT NOT NULL,
  PRIMARY KEY (environment, document_no)
);
CREATE TABLE burglary_match_next (
  environment TEXT NOT NULL,
  case_hash   TEXT NOT NULL,              -- keyed hash of the case receipt number
  insurer     TEXT NOT NULL,              -- participant
  matched_at  BIGINT NOT NULL,
  PRIMARY KEY (environment, case_hash, insurer)
);
INSERT INTO collision_next SELECT environment, case_ref, liability_doc, state, ledger_index FROM collision;
INSERT INTO collision_vehicle_next
  SELECT c.environment, v.case_ref, v.seq, v.insurer, v.plate_hash, v.stage, v.paid_by, v.paid_cents
  FROM collision_vehicle v JOIN collision c ON c.case_ref = v.case_ref;
-- Who issued a document, and in which environment, stands with the message that it came in.
INSERT INTO liability_document_next
  SELECT m.environment, d.document_no, m.sender, d.revision, d.status, d.ledger_index
  FROM liability_document d JOIN message m ON m.ledger_index = d.ledger_index;
INSERT INTO burglary_match_next
  SELECT DISTINCT m.environment, b.case_hash, b.insurer, b.matched_at
  FROM burglary_match b JOIN burglary_question q ON q.case_hash = b.case_hash AND q.insurer = b.insurer
  JOIN message m ON m.ledger_index = q.request_index;
DROP TABLE collision;
DROP TABLE collision_vehicle;
DROP TABLE liability_document;
DROP TABLE burglary_match;
ALTER TABLE collision_next RENAME TO collision;
ALTER TABLE collision_vehicle_next RENAME TO collision_vehicle;
ALTER TABLE liability_document_next RENAME TO liability_document;
ALTER TABLE burglary_match_next RENAME TO burglary_match;
CREATE INDEX collision_document ON collision (environment, liability_doc);
-- Terms that wait are told by the environment, too: one that is met in time must be found and cancelled.
UPDATE notice
  SET occasion = 'ps.mutual-collision|' || environment || substr(occasion, length('ps.mutual-collision') + 1)
  WHERE service = 'ps.mutual-collision';
