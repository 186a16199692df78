package io.kanhe.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One kept-alive HTTPS connection. Written by hand, so that the client takes as little as possible
 * of the processors that it shares with what it measures.
 */
final class Connection implements AutoCloseable {

  private final Side side;
  private final SSLSocket socket;
  private final InputStream in;

  Connection(Side side, SSLContext tls) throws IOException {
    this.side = side;
    socket = (SSLSocket) tls.getSocketFactory().createSocket();
    socket.connect(side.address());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    socket.startHandshake();
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
  }

  /**
   * @return body of the answer
   * @throws IOException if the answer is none that counts
   */
  byte[] post(byte[] body) throws IOException {
    byte[] head =
        ("POST "
                + side.path()
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/soap+xml;charset=utf-8\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    socket.getOutputStream().write(request);
    String status = line();
    byte[] answer = read();
    if (!status.contains(" 200 ") || !contains(answer, side.answer())) {
      throw new IOException(
          side.name() + " answered " + status + ": " + new String(answer, StandardCharsets.UTF_8));
    }
    return answer;
  }

  private byte[] read() throws IOException {
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    return chunked ? chunks() : exactly(length);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line().strip(), 16);
      body.write(exactly(size));
      line();
    } while (size > 0);
    return body.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(side.name() + " closed the connection");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException(side.name() + " closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static boolean contains(byte[] answer, String text) {
    return new String(answer, StandardCharsets.ISO_8859_1).contains(text);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
