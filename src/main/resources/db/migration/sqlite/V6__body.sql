-- The key of everything that is stored of one message, wrapped by a master key. Without the row nothing of it can be read.
-- It stands in a table of its own, so that erasing rewrites few pages.
CREATE TABLE body_key (
  ledger_index INTEGER PRIMARY KEY,
  cipher       TEXT   NOT NULL,   -- AES-256-GCM, SM4-GCM
  master       TEXT   NOT NULL,   -- version of the master key; empty: recorded before bodies were encrypted
  wrapped      BLOB   NOT NULL,
  review_at    BIGINT NOT NULL    -- when retention looks at the message again
);
CREATE INDEX body_key_review ON body_key (review_at);

INSERT INTO body_key (ledger_index, cipher, master, wrapped, review_at)
  SELECT ledger_index, '', '', x'', 0 FROM message_raw;

-- What is left to say of an erased body.
CREATE TABLE body_erased (
  ledger_index INTEGER PRIMARY KEY,  -- of the accepted message
  erased_index BIGINT NOT NULL,      -- of the ERASED entry
  erased_at    BIGINT NOT NULL,
  rule         TEXT   NOT NULL
);

-- Who saw content: the entries READ, by message.
CREATE TABLE body_read (
  read_index   INTEGER PRIMARY KEY,  -- of the READ entry
  ledger_index BIGINT NOT NULL,      -- of the accepted message
  reader       TEXT   NOT NULL,
  content      TEXT   NOT NULL,
  purpose      TEXT,
  read_at      BIGINT NOT NULL
);
CREATE INDEX body_read_of ON body_read (ledger_index);
