-- RFC 3161 time stamps over checkpoints. Times are epoch milliseconds.
CREATE TABLE timestamps (
  tree_size  BIGINT PRIMARY KEY NOT NULL,
  note       TEXT NOT NULL,
  token      BYTEA NOT NULL,
  stamped_at BIGINT NOT NULL,
  authority  TEXT NOT NULL
);
