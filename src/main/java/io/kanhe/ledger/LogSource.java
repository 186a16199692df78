package io.kanhe.ledger;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The published form of a log: its newest checkpoint, tiles and entry bundles, from wherever they
 * can be read. What it gives is not trusted: whoever reads checks it.
 *
 * <p>Standard: C2SP tlog-tiles. Implementations are thread-safe.
 */
public interface LogSource {

  /** Where the newest checkpoint is, relative to the log's prefix. */
  String CHECKPOINT = "checkpoint";

  /** The newest checkpoint as a signed note, if the log has one. */
  Optional<String> checkpoint() throws IOException;

  /** The bytes at {@code path}, if the log has that much of it. */
  Optional<byte[]> read(LogPath path) throws IOException;

  /** The first {@code width} hashes or entries of a full tile or bundle. */
  static byte[] narrowed(byte[] full, LogPath path) {
    if (path.isEntries()) {
      return EntryBundle.write(EntryBundle.readable(full).stream().limit(path.width()).toList());
    }
    return Arrays.copyOf(full, Math.min(full.length, path.width() * MerkleHash.LENGTH_BYTES));
  }
}
