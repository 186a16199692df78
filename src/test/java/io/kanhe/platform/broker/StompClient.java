package io.kanhe.platform.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** As much STOMP 1.2 as a test needs, over a plain socket. */
final class StompClient implements AutoCloseable {

  private final SSLSocket socket;
  private final InputStream in;

  StompClient(TestBroker broker, String certificate) throws IOException {
    this(
        (SSLSocket)
            broker
                .pki
                .client(certificate)
                .getSocketFactory()
                .createSocket("127.0.0.1", broker.stompPort));
  }

  StompClient(SSLSocket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(5000);
    in = socket.getInputStream();
  }

  String connect(String... headers) throws IOException {
    send("CONNECT\naccept-version:1.2\nhost:kanhe\n" + lines(headers), new byte[0]);
    return read();
  }

  /** Sends a frame and returns what the broker answers: RECEIPT or ERROR. */
  String request(String command, String body, String... headers) throws IOException {
    send(command + "\nreceipt:r1\n" + lines(headers), body.getBytes(StandardCharsets.UTF_8));
    return read();
  }

  /** Next frame, without its closing NUL; empty if the connection ended. */
  String read() throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (int b = in.read(); b > 0 || (b >= 0 && frame.size() == 0); b = in.read()) {
      if (b != '\n' || frame.size() > 0) {
        frame.write(b);
      }
    }
    return frame.toString(StandardCharsets.UTF_8);
  }

  private void send(String head, byte[] body) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(head.getBytes(StandardCharsets.UTF_8));
    if (body.length > 0) {
      frame.write(("content-length:" + body.length + "\n").getBytes(StandardCharsets.UTF_8));
    }
    frame.write('\n');
    frame.write(body);
    frame.write(0);
    socket.getOutputStream().write(frame.toByteArray());
    socket.getOutputStream().flush();
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append('\n');
    }
    return lines.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
