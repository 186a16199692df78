package io.kanhe.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kanhe.trust.TimeStampUnit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A time stamp authority over HTTP that behaves well or badly, as told. */
final class HttpTsa implements AutoCloseable {

  enum Manner {
    GOOD,
    ERROR,
    SLOW,
    TRICKLING,
    ENDLESS,
    REPLAYING,
    GARBAGE
  }

  private final TimeStampUnit unit;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Manner manner = Manner.GOOD;
  private volatile byte[] last = new byte[0];

  HttpTsa(TimeStampUnit unit) throws IOException {
    this.unit = unit;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/tsa", this::answer);
    server.start();
  }

  HttpTsa behaving(Manner next) {
    manner = next;
    return this;
  }

  int asked() {
    return asked.get();
  }

  TimeStampAuthority client(Duration timeout) {
    return new HttpTimeStampAuthority(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa"), timeout);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] request = exchange.getRequestBody().readAllBytes();
    byte[] good = unit.respond(request);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      switch (manner) {
        case GOOD -> send(exchange, out, good);
        case ERROR -> exchange.sendResponseHeaders(500, -1);
        case SLOW -> closed.await();
        case TRICKLING -> {
          exchange.sendResponseHeaders(200, good.length);
          out.write(good, 0, 1);
          out.flush();
          closed.await();
        }
        case ENDLESS -> send(exchange, out, new byte[HttpTimeStampAuthority.MAX_ANSWER_BYTES + 1]);
        case REPLAYING -> send(exchange, out, last);
        case GARBAGE -> send(exchange, out, new byte[] {1, 2, 3});
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    last = good;
  }

  private static void send(HttpExchange exchange, OutputStream out, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    out.write(body);
  }
}
