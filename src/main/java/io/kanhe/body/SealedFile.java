package io.kanhe.body;

import io.kanhe.message.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is encrypted with the key of its message: readable as long as the message is not
 * erased. Thread-safe.
 *
 * <p>The file is a sequence of segments: four bytes of length, big-endian, then nonce, ciphertext
 * and tag of at most {@value #SEGMENT_BYTES} bytes of content. Each is bound to the name of the
 * file, its number, and whether it is the last; so no segment can be left out, moved, repeated or
 * taken from another file, and none can be cut off the end.
 *
 * @param key of the message
 */
public record SealedFile(Path file, BodyKey key) implements Payload.Content {

  /** How the names of such files end. */
  public static final String SUFFIX = ".sealed";

  /** Content of a segment; what is held in memory of a file. */
  static final int SEGMENT_BYTES = 1 << 16;

  /** True for the name of an encrypted file; files of older gateways are in clear. */
  public static boolean isNamed(String fileName) {
    return fileName.endsWith(SUFFIX);
  }

  /**
   * What {@code out} gets is the encrypted content; closing ends the file with its last segment.
   */
  public OutputStream sealing(OutputStream out) {
    return new SegmentWriter(out, this::sealed);
  }

  /**
   * The content in clear.
   *
   * @throws io.kanhe.platform.KanheException 5005 INTERNAL while it is read, if the file was
   *     altered
   */
  @Override
  public InputStream open() throws IOException {
    return new SegmentReader(Files.newInputStream(file), this::opened);
  }

  private byte[] sealed(long number, boolean last, byte[] content) {
    return key.seal(BodyRole.FEED, binding(number, last), content);
  }

  private byte[] opened(long number, boolean last, byte[] sealed) {
    return key.open(BodyRole.FEED, binding(number, last), sealed);
  }

  private String binding(long number, boolean last) {
    return file.getFileName() + "|" + number + (last ? "|last" : "");
  }

  /** Turns one segment into its other form. */
  @FunctionalInterface
  interface Segment {
    byte[] turn(long number, boolean last, byte[] bytes);
  }

  @Override
  public String toString() {
    return "SealedFile[" + file.getFileName() + "]";
  }
}
