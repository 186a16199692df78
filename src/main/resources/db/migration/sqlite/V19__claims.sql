-- Figures of the newest revision of each report of statistics.
CREATE TABLE reg_report_figure (
  reporter     TEXT NOT NULL,
  period       TEXT NOT NULL,
  region       TEXT NOT NULL,
  environment  TEXT NOT NULL,
  code         TEXT NOT NULL,     -- CL-30
  value        TEXT NOT NULL,     -- decimal number
  PRIMARY KEY (reporter, period, region, environment, code)
);

-- Claims that are to be paid within a term, and whether they still are.
CREATE TABLE claim_term (
  insurer      TEXT NOT NULL,
  claim_no     TEXT NOT NULL,
  environment  TEXT NOT NULL,
  stage        TEXT NOT NULL,     -- CL-13, the newest
  stage_at     BIGINT NOT NULL,
  occasion     TEXT NOT NULL,     -- of the notice that waits; empty: settled
  ledger_index BIGINT NOT NULL,
  PRIMARY KEY (insurer, claim_no, environment)
);
