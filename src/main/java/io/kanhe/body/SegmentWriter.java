package io.kanhe.body;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes the segments of a {@link SealedFile}. Not thread-safe. */
final class SegmentWriter extends OutputStream {

  private final OutputStream out;
  private final SealedFile.Segment sealed;
  private final byte[] content = new byte[SealedFile.SEGMENT_BYTES];
  private int filled;
  private long number;
  private boolean closed;

  SegmentWriter(OutputStream out, SealedFile.Segment sealed) {
    this.out = out;
    this.sealed = sealed;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == content.length) {
        segment(false); // more is coming, so this was not the last
      }
      int now = Math.min(left, content.length - filled);
      System.arraycopy(bytes, from, content, filled, now);
      filled += now;
      from += now;
      left -= now;
    }
  }

  /** Writes the last segment, empty for an empty file; {@code out} stays open. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      segment(true);
      out.flush();
    }
  }

  private void segment(boolean last) throws IOException {
    byte[] bytes = sealed.turn(number++, last, Arrays.copyOf(content, filled));
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.write(bytes);
    filled = 0;
  }
}
