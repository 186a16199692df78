-- The newest coverage feed of each insurer and day. A feed counts once its row stands here.
CREATE TABLE exposure_snapshot (
  insurer      TEXT NOT NULL,             -- unified social credit code
  as_of        TEXT NOT NULL,             -- yyyy-mm-dd
  ledger_index BIGINT NOT NULL,           -- of the accepted feed
  PRIMARY KEY (insurer, as_of)
);

-- What the feeds say. Rows without a snapshot belong to a feed that is still being read, or was
-- when the gateway died; the next reading of that feed removes them.
CREATE TABLE exposure (
  ledger_index      BIGINT NOT NULL,
  region_code       TEXT NOT NULL,        -- county, six digits
  line              TEXT NOT NULL,        -- CL-12
  policy_count      BIGINT NOT NULL,
  sum_insured_cents BIGINT NOT NULL,      -- hundredths of a yuan
  PRIMARY KEY (ledger_index, region_code, line)
);

-- Warnings that passed, for those that refer to them.
CREATE TABLE alert (
  alert_id     TEXT PRIMARY KEY,
  sender       TEXT NOT NULL,             -- issuer code, as in CAP
  sent         BIGINT NOT NULL,
  msg_type     TEXT NOT NULL,             -- Alert, Update, Cancel
  colour       TEXT NOT NULL,             -- CL-04, or empty
  regions      TEXT NOT NULL,             -- region codes joined by commas
  ledger_index BIGINT NOT NULL
);
