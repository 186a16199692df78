-- Cases of supervision. What they say, and about whom, is not here.
CREATE TABLE reg_case (
  case_no       TEXT NOT NULL PRIMARY KEY,
  registrar     TEXT NOT NULL,     -- code of the organisation that registered it
  insurer       TEXT NOT NULL,     -- code of the insurer concerned
  environment   TEXT NOT NULL,
  ledger_index  BIGINT NOT NULL,   -- of the registration
  level         TEXT NOT NULL,     -- KL-32
  people        INTEGER NOT NULL,  -- the most that was reported
  round         INTEGER NOT NULL,  -- 1, and one more with each reopening
  round_from    BIGINT NOT NULL,   -- steps before it belong to an earlier round
  assignee      TEXT,              -- code of the organisation that handles it
  assigned_at   BIGINT,
  investigating INTEGER NOT NULL,
  outcome       TEXT,              -- MEDIATED, DECIDED or REJECTED
  closed        INTEGER NOT NULL,
  state         TEXT NOT NULL,     -- the furthest step, KL-33
  changed_at    BIGINT NOT NULL
);

-- The newest revision of each report of statistics.
CREATE TABLE reg_report (
  reporter      TEXT NOT NULL,
  period        TEXT NOT NULL,
  region        TEXT NOT NULL,
  environment   TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  ledger_index  BIGINT NOT NULL,
  PRIMARY KEY (reporter, period, region, environment)
);

-- How far the claims of an incident have come, by the newest cut-off.
CREATE TABLE claim_progress (
  insurer       TEXT NOT NULL,
  incident      TEXT NOT NULL,
  environment   TEXT NOT NULL,
  region        TEXT NOT NULL,
  line          TEXT NOT NULL,
  cutoff_at     BIGINT NOT NULL,
  reported      BIGINT NOT NULL,
  surveyed      BIGINT NOT NULL,
  assessed      BIGINT NOT NULL,
  closed        BIGINT NOT NULL,
  rejected      BIGINT NOT NULL,
  ledger_index  BIGINT NOT NULL,
  PRIMARY KEY (insurer, incident, environment, region, line)
);

-- Emergency plans of insurers.
CREATE TABLE emergency_plan (
  insurer       TEXT NOT NULL,
  plan_no       TEXT NOT NULL,
  environment   TEXT NOT NULL,
  action        TEXT NOT NULL,     -- the last one, KL-26
  level         INTEGER NOT NULL,  -- CL-27: 1 is the highest
  action_at     BIGINT NOT NULL,
  ledger_index  BIGINT NOT NULL,
  PRIMARY KEY (insurer, plan_no, environment)
);
