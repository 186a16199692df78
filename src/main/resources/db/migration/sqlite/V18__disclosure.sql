-- Whom an accepted message names, as a keyed hash; together with its deliveries: who was told of whom.
CREATE TABLE message_subject (
  ledger_index BIGINT NOT NULL,           -- of the accepted message
  subject_hash TEXT NOT NULL,
  sender       TEXT NOT NULL,
  service      TEXT NOT NULL,
  purpose      TEXT,
  legal_basis  TEXT,
  consent_ref  TEXT,
  PRIMARY KEY (ledger_index, subject_hash)
);
CREATE INDEX message_subject_hash ON message_subject (subject_hash);

-- Who at the gateway looked at what is known of a person.
CREATE TABLE subject_read (
  read_index   BIGINT PRIMARY KEY,        -- of the READ entry
  subject_hash TEXT NOT NULL,
  reader       TEXT NOT NULL,
  purpose      TEXT,
  read_at      BIGINT NOT NULL
);
CREATE INDEX subject_read_hash ON subject_read (subject_hash);
CREATE INDEX consent_subject ON consent (subject_hash);
