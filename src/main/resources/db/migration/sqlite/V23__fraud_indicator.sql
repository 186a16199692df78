-- Vehicles in claims, for the indicator SAME_VEHICLE (fraud.lead), for a year. The vehicle is there as a
-- keyed hash only.
CREATE TABLE claim_vehicle (
  vehicle_hash TEXT NOT NULL,
  insurer      TEXT NOT NULL,     -- code of the insurer whose claim it is
  claim_no     TEXT NOT NULL,
  environment  TEXT NOT NULL,
  loss_at      BIGINT NOT NULL,   -- of the accident, else when the claim was first heard of
  PRIMARY KEY (vehicle_hash, insurer, claim_no, environment)
);
CREATE INDEX claim_vehicle_loss ON claim_vehicle (loss_at);
