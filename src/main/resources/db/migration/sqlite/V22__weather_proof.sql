-- Requests for weather proofs, and the proof that came. Nothing of the place of loss is here.
CREATE TABLE weather_proof (
  environment   TEXT NOT NULL,
  insurer       TEXT NOT NULL,       -- participant that asked
  request_no    TEXT NOT NULL,
  message_id    TEXT NOT NULL,       -- of the request: what the proof refers to
  digest        TEXT NOT NULL,       -- of the request
  receivers     TEXT NOT NULL,       -- codes of the organisations that it addressed, joined by blanks
  peril         TEXT NOT NULL,       -- KL-12
  element       TEXT NOT NULL,       -- of the index, KL-14; empty without an index
  statistic     TEXT NOT NULL,       -- KL-13
  threshold     TEXT NOT NULL,
  unit          TEXT NOT NULL,
  start_at      BIGINT NOT NULL,
  end_at        BIGINT NOT NULL,
  due_at        BIGINT NOT NULL,
  request_index BIGINT NOT NULL,
  proof_no      TEXT,
  proof_digest  TEXT,
  proof_index   BIGINT,
  PRIMARY KEY (environment, insurer, request_no)
);
CREATE UNIQUE INDEX weather_proof_by_message ON weather_proof (environment, message_id);
CREATE INDEX weather_proof_by_proof ON weather_proof (proof_index);
