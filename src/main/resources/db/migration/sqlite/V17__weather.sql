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
