package io.kanhe.intake;

import java.nio.file.Path;

/** Which feed files belong to recorded messages. Thread-safe. */
public interface FeedRecords {

  /** Folder of the feed files: {@code <data>/feeds}. */
  Path folder();

  /** True if a recorded message names this file. */
  boolean isRecorded(String fileName);
}
