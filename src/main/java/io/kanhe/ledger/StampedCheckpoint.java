package io.kanhe.ledger;

import java.time.Instant;

/**
 * A checkpoint and the time stamp of somebody else over it: every entry before {@link #treeSize}
 * existed at {@link #time}.
 *
 * @param note the signed checkpoint, byte for byte what was stamped
 * @param token RFC 3161 time stamp token
 */
public record StampedCheckpoint(long treeSize, String note, byte[] token, Instant time) {

  @Override
  public String toString() {
    return "StampedCheckpoint[" + treeSize + " at " + time + "]";
  }
}
