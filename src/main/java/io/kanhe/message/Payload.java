package io.kanhe.message;

import java.nio.file.Path;

/** What a message carries, exactly as its digest was computed over it. */
public sealed interface Payload {

  /**
   * A payload in memory.
   *
   * @param bytes SOAP: the exclusive canonical form of the Body child; MQ: the exact bytes inside
   *     {@code k:Payload}
   */
  record Inline(byte[] bytes) implements Payload {

    @Override
    public String toString() {
      return "Inline[" + bytes.length + " bytes]";
    }
  }

  /**
   * A feed file on the gateway's own disk, already synced.
   *
   * @param rows data rows as counted by the contract, -1 before it was read
   */
  record Stored(Path file, long sizeBytes, long rows) implements Payload {

    @Override
    public String toString() {
      return "Stored[" + sizeBytes + " bytes, " + rows + " rows]";
    }
  }
}
