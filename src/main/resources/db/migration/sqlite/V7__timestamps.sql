-- RFC 3161 time stamps over checkpoints. Times are epoch milliseconds.
CREATE TABLE timestamps (
  tree_size  INTEGER PRIMARY KEY NOT NULL,
  note       TEXT NOT NULL,
  token      BLOB NOT NULL,
  stamped_at INTEGER NOT NULL,
  authority  TEXT NOT NULL
);
