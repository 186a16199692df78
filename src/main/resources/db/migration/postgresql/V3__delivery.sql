-- One row per accepted message on its way to one recipient.
CREATE TABLE delivery (
  id                 TEXT PRIMARY KEY,    -- message id of the outgoing message
  ledger_index       BIGINT NOT NULL,     -- of the accepted message
  routed_index       BIGINT NOT NULL,     -- ledger index of the ROUTED entry
  recipient          TEXT NOT NULL,
  door               TEXT NOT NULL,
  label              TEXT NOT NULL,
  state              TEXT NOT NULL,       -- PENDING, HANDED_OVER, ACKNOWLEDGED, DECLINED, EXPIRED
  attempts           INTEGER NOT NULL,
  possible_duplicate INTEGER NOT NULL,    -- 1: an earlier attempt may have reached the recipient
  priority           INTEGER NOT NULL,
  created_at         BIGINT NOT NULL,
  deadline           BIGINT NOT NULL,
  next_attempt_at    BIGINT NOT NULL,     -- 0: ready now
  handed_over_at     BIGINT,
  handed_over_index  BIGINT,              -- ledger index of the newest HANDED_OVER entry
  settled_at         BIGINT,              -- null while the delivery is open
  bytes_digest       TEXT NOT NULL,
  last_code          TEXT,                -- why the last attempt failed
  ack_index          BIGINT               -- ledger index of the entry that settled it
);

-- Work is found by these alone: settled deliveries are not in them, so their number costs nothing.
CREATE INDEX delivery_ready ON delivery (recipient, priority DESC, ledger_index)
  WHERE settled_at IS NULL AND next_attempt_at = 0;
CREATE INDEX delivery_timed ON delivery (recipient, next_attempt_at)
  WHERE settled_at IS NULL AND next_attempt_at > 0;
CREATE INDEX delivery_deadline ON delivery (deadline) WHERE settled_at IS NULL;
CREATE INDEX delivery_open ON delivery (recipient, created_at) WHERE settled_at IS NULL;
CREATE INDEX delivery_ledger_index ON delivery (ledger_index);

-- The signed bytes, apart from the state: a change of state never writes them again.
CREATE TABLE outgoing (
  delivery_id TEXT PRIMARY KEY,
  bytes       BYTEA NOT NULL
);
