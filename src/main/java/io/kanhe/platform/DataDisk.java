package io.kanhe.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The space that is left where the gateway keeps its data, looked at twice a second. Thread-safe.
 *
 * <p>The gateway closes its doors while there is still a reserve: what it has accepted goes on to
 * its recipients, and broker and database are not the first to find the disk full.
 */
public final class DataDisk {

  public static final long RESERVE_BYTES = 64L << 20;

  private static final long NONE = -1;
  private static final long AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path folder;
  private volatile Look last;

  public DataDisk(Path folder) {
    this.folder = folder;
    this.last = look();
  }

  private record Look(long freeBytes, long atNanos) {}

  /** Bytes that can still be written; -1 if the folder cannot be read. */
  public long freeBytes() {
    Look known = last;
    if (System.nanoTime() - known.atNanos() > AGE_NANOS || known.freeBytes() == NONE) {
      known = look();
      last = known;
    }
    return known.freeBytes();
  }

  public boolean hasReserve() {
    return freeBytes() >= RESERVE_BYTES;
  }

  /**
   * Intake asks before it accepts anything.
   *
   * @throws KanheException 5004 STORE_UNAVAILABLE while less than the reserve is left
   */
  public void requireReserve() {
    if (!hasReserve()) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE,
          "the gateway's disk is full (expected: "
              + (RESERVE_BYTES >> 20)
              + " MB free in the data folder)");
    }
  }

  private Look look() {
    try {
      return new Look(Files.getFileStore(folder).getUsableSpace(), System.nanoTime());
    } catch (IOException e) {
      // Not there or not readable: nothing can be recorded there either.
      return new Look(NONE, System.nanoTime());
    }
  }
}
