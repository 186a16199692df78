package io.kanhe.intake.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads on for a moment after an early refusal. A connection that is closed while the client still
 * writes is reset, and the reset would take the answer with it. Bounded by bytes and by time.
 */
public final class Linger {

  private static final long MAX_BYTES = 8L << 20;
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int BUFFER_BYTES = 1 << 14;

  private Linger() {}

  /** Sends what was written to {@code response}, then throws away what still comes in. */
  public static void afterRefusal(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.flushBuffer();
    long until = System.nanoTime() + MAX_TIME.toNanos();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = request.getInputStream();
      long left = MAX_BYTES;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        left -= n;
        if (left <= 0 || System.nanoTime() > until) {
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      // The answer is out; that the rest breaks off or is too slow changes nothing.
      return;
    }
  }
}
