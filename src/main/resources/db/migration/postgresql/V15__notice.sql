-- What the gateway has to say by itself, now or when its time comes. Written in the commit that brings it about,
-- deleted once it is said, or when what it waits for happened in time.
CREATE TABLE notice (
  occasion     TEXT PRIMARY KEY,          -- once for ever
  due_at       BIGINT NOT NULL,
  service      TEXT NOT NULL,
  operation    TEXT NOT NULL,
  business_key TEXT NOT NULL,
  environment  TEXT NOT NULL,
  purpose      TEXT,
  legal_basis  TEXT,
  receivers    TEXT NOT NULL,             -- participant ids joined by blanks; empty: whom the routes find
  payload      TEXT NOT NULL              -- XML; never a personal value
);
CREATE INDEX notice_due ON notice (due_at);
