package io.kanhe.trust;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A revocation service over real HTTP: answers by {@code POST /ocsp}, list at {@code /list}. */
public final class StatusServer implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile UnaryOperator<byte[]> ocsp;
  private volatile java.util.function.Supplier<byte[]> list;
  private volatile boolean down;

  public StatusServer(StatusAuthority authority) {
    this.ocsp = authority::answer;
    this.list = authority::list;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/ocsp", exchange -> send(exchange, ocsp.apply(exchange.getRequestBody().readAllBytes())));
    server.createContext("/list", exchange -> send(exchange, list.get()));
    server.createContext("/moved", StatusServer::redirect);
    server.start();
  }

  /** What it answers from now on. */
  public void ocsp(UnaryOperator<byte[]> answers) {
    ocsp = answers;
  }

  public void list(java.util.function.Supplier<byte[]> lists) {
    list = lists;
  }

  public void down(boolean value) {
    down = value;
  }

  public int questions() {
    return questions.get();
  }

  public URI address(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void send(HttpExchange exchange, byte[] body) throws IOException {
    questions.incrementAndGet();
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
      exchange.sendResponseHeaders(down ? 503 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Location", "/ocsp");
      exchange.sendResponseHeaders(307, -1);
    }
  }
}
