import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** As much STOMP 1.2 as an exchange needs. A JMS, AMQP or MQTT client carries the same bytes. */
final class KanheStomp implements AutoCloseable {

  private final SSLSocket socket;
  private final InputStream in;

  KanheStomp(SSLContext tls, String host, int port) throws IOException {
    socket = (SSLSocket) tls.getSocketFactory().createSocket(host, port);
    SSLParameters checked = socket.getSSLParameters();
    checked.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(checked);
    socket.setSoTimeout(60_000);
    in = socket.getInputStream();
    write("CONNECT\naccept-version:1.2\nhost:kanhe\n\n", new byte[0]);
    read();
  }

  /**
   * Sends and waits for the receipt. One program reads the receipts of a partner, and keeps them all; this example lets
   * others pass.
   */
  byte[] exchange(String partner, byte[] signed) throws IOException, GeneralSecurityException {
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signed));
    write("SUBSCRIBE\nid:1\ndestination:kanhe.receipt." + partner + "\nack:auto\n\n", new byte[0]);
    write("SEND\ndestination:kanhe.in." + partner + "\npersistent:true\ncontent-length:" + signed.length + "\n\n", signed);
    while (true) {
      String frame = read();
      if (frame.startsWith("ERROR")) {
        throw new IOException("the broker says: " + frame);
      }
      int body = frame.indexOf("\n\n");
      if (frame.startsWith("MESSAGE") && frame.contains(digest)) {
        return frame.substring(body + 2).getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  private void write(String head, byte[] body) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    frame.writeBytes(body);
    frame.write(0);
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** The next frame; receipts are text, so none holds a zero byte before its end. */
  private String read() throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (int b = in.read(); b != 0; b = in.read()) {
      if (b < 0) {
        throw new IOException("the broker closed the connection: is the certificate that of the partner?");
      }
      if (b != '\r' && (b != '\n' || frame.size() > 0)) {
        frame.write(b);
      }
    }
    return frame.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
