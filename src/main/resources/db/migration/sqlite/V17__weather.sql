-- What stations of rivers and of weather measured, for some days.
CREATE TABLE station_reading (
  environment  TEXT NOT NULL,
  series       TEXT NOT NULL,       -- RIVER, RESERVOIR, RAIN or WEATHER
  station      TEXT NOT NULL,
  observed_at  BIGINT NOT NULL,
  region       TEXT NOT NULL,       -- county, six digits
  level        TEXT NOT NULL,       -- derived level KL-15, or empty
  reading      TEXT NOT NULL,       -- the values, to tell a repetition from a correction
  ledger_index BIGINT NOT NULL,     -- of the message that said so
  PRIMARY KEY (environment, series, station, observed_at)
);
CREATE INDEX station_reading_by_region ON station_reading (environment, series, region, observed_at);
CREATE INDEX station_reading_by_time ON station_reading (environment, observed_at);

-- Warnings by their id, for those that update or cancel them. It replaces the table alert, which did not tell an
-- exercise from the real thing; whoever refers to a warning of before is resolved by its id alone.
DROP TABLE alert;
CREATE TABLE alert_chain (
  environment  TEXT NOT NULL,
  alert_id     TEXT NOT NULL,
  publisher    TEXT NOT NULL,       -- participant that published it
  sender       TEXT NOT NULL,       -- issuer code, as in CAP
  sent         BIGINT NOT NULL,
  msg_type     TEXT NOT NULL,       -- Alert, Update, Cancel
  digest       TEXT NOT NULL,       -- of the payload
  overtaken    INTEGER NOT NULL,    -- 1: a later one was here first, so this one went to nobody
  state        TEXT NOT NULL,       -- ACTIVE, UPDATED or CANCELLED
  closed_at    BIGINT,              -- when the message that ended it was sent
  ledger_index BIGINT NOT NULL,
  PRIMARY KEY (environment, alert_id)
);

-- Which warning updates or cancels which; what is referred to may come later.
CREATE TABLE alert_reference (
  environment  TEXT NOT NULL,
  alert_id     TEXT NOT NULL,
  referred_id  TEXT NOT NULL,
  PRIMARY KEY (environment, referred_id, alert_id)
);
