package io.kanhe.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

  /** What a file holds, however it is stored; may be read more than once. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  /** A file that is stored as it is. */
  record PlainFile(Path file) implements Content {

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /**
   * A feed file on the gateway's own disk, already synced.
   *
   * @param sizeBytes of the content
   * @param rows data rows as counted by the contract, -1 before it was read
   */
  record Stored(Content content, long sizeBytes, long rows) implements Payload {

    /** A file that is stored as it is. */
    public Stored(Path file, long sizeBytes, long rows) {
      this(new PlainFile(file), sizeBytes, rows);
    }

    public InputStream open() throws IOException {
      return content.open();
    }

    @Override
    public String toString() {
      return "Stored[" + sizeBytes + " bytes, " + rows + " rows]";
    }
  }
}
