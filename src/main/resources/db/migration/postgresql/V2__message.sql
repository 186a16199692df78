CREATE TABLE message (
  ledger_index    BIGINT  PRIMARY KEY,
  sender          TEXT    NOT NULL,
  message_id      TEXT    NOT NULL,
  service         TEXT    NOT NULL,
  version         TEXT    NOT NULL,
  operation       TEXT    NOT NULL,
  direction       TEXT    NOT NULL,
  environment     TEXT    NOT NULL,
  business_key    TEXT    NOT NULL,
  correlation_id  TEXT,
  door            TEXT    NOT NULL,
  format          TEXT    NOT NULL,
  raw_digest      TEXT    NOT NULL,
  sender_sequence BIGINT  NOT NULL,
  received_at     BIGINT  NOT NULL,
  receipt         BYTEA   NOT NULL,
  UNIQUE (sender, message_id)
);
CREATE UNIQUE INDEX message_sequence ON message (sender, sender_sequence);
CREATE INDEX message_by_id ON message (message_id);
CREATE INDEX message_by_business_key ON message (business_key, ledger_index);

CREATE TABLE message_raw (
  ledger_index BIGINT PRIMARY KEY,
  bytes        BYTEA NOT NULL,
  file         TEXT
);
CREATE INDEX message_raw_file ON message_raw (file) WHERE file IS NOT NULL;

CREATE TABLE unrouted (
  ledger_index BIGINT PRIMARY KEY
);

CREATE TABLE refusal (
  ledger_index BIGINT PRIMARY KEY,
  code         INTEGER NOT NULL,
  door         TEXT    NOT NULL,
  peer         TEXT,
  sender       TEXT,
  message_id   TEXT,
  detail       TEXT    NOT NULL,
  trace_id     TEXT    NOT NULL,
  received_at  BIGINT  NOT NULL
);
CREATE INDEX refusal_by_id ON refusal (message_id);
