package io.kanhe.body;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads the segments of a {@link SealedFile}. Not thread-safe. */
final class SegmentReader extends InputStream {

  /** Nonce, tag and what a cipher may add. */
  private static final int MOST_OVERHEAD = 64;

  private final InputStream in;
  private final SealedFile.Segment opened;
  private byte[] content = new byte[0];
  private int next;
  private long number;
  private boolean ended;

  SegmentReader(InputStream in, SealedFile.Segment opened) {
    this.in = new BufferedInputStream(in, SealedFile.SEGMENT_BYTES + MOST_OVERHEAD);
    this.opened = opened;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (next == content.length) {
      if (ended) {
        return -1;
      }
      segment();
    }
    int now = Math.min(length, content.length - next);
    System.arraycopy(content, next, bytes, offset, now);
    next += now;
    return now;
  }

  private void segment() throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    int size = length.length < Integer.BYTES ? -1 : ByteBuffer.wrap(length).getInt();
    if (size < 0 || size > SealedFile.SEGMENT_BYTES + MOST_OVERHEAD) {
      throw altered();
    }
    byte[] sealed = in.readNBytes(size);
    if (sealed.length < size) {
      throw altered();
    }
    in.mark(1);
    ended = in.read() < 0;
    in.reset();
    content = opened.turn(number++, ended, sealed);
    next = 0;
  }

  private static KanheException altered() {
    return new KanheException(ErrorCode.INTERNAL, "a stored file was cut off or altered");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
