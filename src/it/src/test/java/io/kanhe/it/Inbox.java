package io.kanhe.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;

/**
 * The endpoint to which the gateway pushes insurer A's deliveries: verifies each by WSS4J and
 * answers with the insurer's signed acknowledgement.
 */
final class Inbox implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Partner insurer;
  private final X509Certificate gatewaySigner;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
  private final List<Delivery> read = new ArrayList<>();

  Inbox(Partner insurer, X509Certificate gatewaySigner, int port) throws IOException {
    this.insurer = insurer;
    this.gatewaySigner = gatewaySigner;
    this.server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setHttpsConfigurator(new MutualTls(insurer.keys()));
    server.setExecutor(threads);
    server.createContext("/kanhe/inbox", exchange -> take(exchange));
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] raw = exchange.getRequestBody().readAllBytes();
      Delivery delivery = Delivery.of(raw, SignedSoap.verified(raw, gatewaySigner));
      byte[] answer = Digests.utf8(acknowledgement(delivery));
      exchange.getResponseHeaders().set("Content-Type", SoapForm.V1_2.contentType());
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      arrived.add(delivery);
    } catch (AssertionError e) {
      exchange.sendResponseHeaders(403, -1); // not the gateway's: the test misses the delivery
    }
  }

  private String acknowledgement(Delivery delivery) {
    return SignedSoap.sign(
        insurer.keys(),
        SoapForm.V1_2,
        MessageHeader.acknowledgement(insurer.uscc(), delivery),
        delivery.acknowledgement());
  }

  /** Among what {@link #await} went past. */
  boolean has(Predicate<Delivery> unwanted) {
    return read.stream().anyMatch(unwanted);
  }

  /** The first delivery of this kind; others are kept. */
  Delivery await(Predicate<Delivery> wanted) {
    for (Delivery each : read) {
      if (wanted.test(each)) {
        return each;
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        Delivery next = arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new AssertionError("nothing of this kind was pushed in " + PATIENCE_SECONDS + " s");
        }
        read.add(next);
        if (wanted.test(next)) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static final class MutualTls extends HttpsConfigurator {

    MutualTls(PartnerKeys keys) {
      super(keys.tls());
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setNeedClientAuth(true);
      parameters.setSSLParameters(tls);
    }
  }
}
