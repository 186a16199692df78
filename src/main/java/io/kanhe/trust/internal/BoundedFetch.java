package io.kanhe.trust.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with a revocation service: plain HTTP (what comes back is signed), one address
 * resolved once and checked, no redirect, no proxy, bounded in time and size.
 *
 * <p>Standard: RFC 9112, as HTTP/1.0 so that no transfer coding comes back. Immutable.
 *
 * @param timeout for the whole exchange
 * @param maximumBytes of the answer's body
 * @param privateHosts names that may resolve to private addresses
 */
record BoundedFetch(Duration timeout, int maximumBytes, Set<String> privateHosts) {

  private static final int MAXIMUM_HEADER_BYTES = 16 * 1024;
  private static final int HTTP_PORT = 80;

  BoundedFetch {
    privateHosts = Set.copyOf(privateHosts);
  }

  byte[] get(URI uri) throws NoAnswer {
    return exchange(uri, "GET", null);
  }

  byte[] post(URI uri, byte[] body) throws NoAnswer {
    return exchange(uri, "POST", body);
  }

  private byte[] exchange(URI uri, String method, byte @Nullable [] body) throws NoAnswer {
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new NoAnswer("an address that is not http://host/");
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    InetAddress address = resolve(uri.getHost());
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
      socket.connect(new InetSocketAddress(address, port), left(deadline));
      OutputStream out = socket.getOutputStream();
      out.write(head(uri, method, body).getBytes(StandardCharsets.US_ASCII));
      if (body != null) {
        out.write(body);
      }
      out.flush();
      return body(read(socket, deadline));
    } catch (IOException e) {
      throw new NoAnswer("the revocation service cannot be reached in time");
    }
  }

  /** Attack: a certificate or a DNS answer that makes the gateway call into its own network. */
  private InetAddress resolve(String host) throws NoAnswer {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (isPrivate(address) && !privateHosts.contains(host.toLowerCase(Locale.ROOT))) {
        throw new NoAnswer("the revocation service has a private address that is not registered");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new NoAnswer("the name of the revocation service does not resolve");
    }
  }

  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return uniqueLocal
        || shared
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }

  private static String head(URI uri, String method, byte @Nullable [] body) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    StringBuilder head = new StringBuilder(200);
    head.append(method).append(' ').append(path).append(query).append(" HTTP/1.0\r\n");
    head.append("Host: ").append(host).append("\r\nConnection: close\r\n");
    if (body != null) {
      head.append("Content-Type: application/ocsp-request\r\nContent-Length: ");
      head.append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Reads to the end of the connection; the deadline is for all of it, not for each read. */
  private byte[] read(Socket socket, long deadline) throws IOException, NoAnswer {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (true) {
      socket.setSoTimeout(left(deadline));
      int count = in.read(buffer);
      if (count < 0) {
        return answer.toByteArray();
      }
      answer.write(buffer, 0, count);
      if (answer.size() > maximumBytes + MAXIMUM_HEADER_BYTES) {
        throw new NoAnswer("the revocation service answers with more than is allowed");
      }
    }
  }

  private byte[] body(byte[] answer) throws NoAnswer {
    int end = endOfHead(answer);
    String[] status =
        new String(answer, 0, Math.max(end, 0), StandardCharsets.ISO_8859_1)
            .split("\r\n", 2)[0].split(" ");
    if (end < 0 || status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new NoAnswer("the revocation service does not answer in HTTP");
    }
    if (!status[1].equals("200")) {
      throw new NoAnswer("the revocation service does not answer with status 200");
    }
    byte[] body = Arrays.copyOfRange(answer, end, answer.length);
    if (body.length > maximumBytes) {
      throw new NoAnswer("the revocation service answers with more than is allowed");
    }
    return body;
  }

  private static int endOfHead(byte[] answer) {
    for (int i = 3; i < Math.min(answer.length, MAXIMUM_HEADER_BYTES); i++) {
      if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int left(long deadline) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new IOException("out of time");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
