-- One row per lead on fraud. What it says is not here: the plain summary and the encrypted part stay with the message.
CREATE TABLE fraud_lead (
  reporter     TEXT NOT NULL,     -- code of the organisation that reported it
  lead_no      TEXT NOT NULL,     -- its own number
  police       TEXT NOT NULL,     -- code of the police unit that decides
  environment  TEXT NOT NULL,
  ledger_index BIGINT NOT NULL,   -- of the lead's own message
  received_at  BIGINT NOT NULL,
  due_at       BIGINT NOT NULL,   -- until when the police decides
  overdue      INTEGER NOT NULL,  -- 1: it was said that nobody decided in time
  acknowledged INTEGER NOT NULL,
  decision     TEXT,              -- ACCEPTED|unit|date or RETURNED|reason
  result       TEXT,              -- FILED|date or NOT_FILED|date
  concluded    TEXT,              -- date
  state        TEXT NOT NULL,     -- the furthest step: NEW, ACKED, ACCEPTED, RETURNED, FILED, NOT_FILED, CLOSED
  changed_at   BIGINT,
  PRIMARY KEY (reporter, lead_no)
);

CREATE INDEX fraud_lead_due ON fraud_lead (due_at) WHERE state IN ('NEW', 'ACKED');
