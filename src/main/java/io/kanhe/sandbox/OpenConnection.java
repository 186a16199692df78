package io.kanhe.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A partner's connection to the HTTPS doors that was used once and stays open. */
final class OpenConnection implements AutoCloseable {

  private static final String QUESTION = "GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int ANSWER_MILLIS = 60_000;

  private final SSLSocket socket;

  private OpenConnection(SSLSocket socket) {
    this.socket = socket;
  }

  static OpenConnection open(PartnerKeys keys, GatewayAddress gateway) throws IOException {
    SSLSocket socket =
        (SSLSocket) keys.tls().getSocketFactory().createSocket(gateway.host(), gateway.httpsPort());
    OpenConnection made = new OpenConnection(socket);
    made.ask();
    return made;
  }

  /** True if the gateway closes it before {@code seconds} are over. */
  boolean isClosed(int seconds) throws IOException {
    socket.setSoTimeout(seconds * 1000);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      // A reset closes it as well.
      return true;
    }
  }

  /** True if it still carries a question and its answer. */
  boolean isOpen() {
    try {
      ask();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads one whole answer, so that nothing of it is left to be taken for something else. */
  private void ask() throws IOException {
    socket.setSoTimeout(ANSWER_MILLIS);
    socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    String length = head.toString().replaceFirst("(?is).*content-length: *([0-9]+).*", "$1");
    in.readNBytes(Integer.parseInt(length));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
