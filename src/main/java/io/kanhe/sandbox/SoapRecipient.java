package io.kanhe.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.Trust;
import io.kanhe.trust.VerifiedSoap;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/**
 * A partner with a SOAP endpoint: checks the gateway's signature and answers with its signed
 * acknowledgement.
 */
final class SoapRecipient implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 4 << 20;

  private final PartnerClient client;
  private final PartnerMessages messages;
  private final X509Certificate gatewayCertificate;
  private final Arrivals arrivals;
  private final Responder responder;
  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());
  private final HttpsServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  SoapRecipient(
      PartnerClient client,
      PartnerMessages messages,
      X509Certificate gatewayCertificate,
      Arrivals arrivals,
      Responder responder,
      InetSocketAddress address)
      throws IOException {
    this.client = client;
    this.messages = messages;
    this.gatewayCertificate = gatewayCertificate;
    this.arrivals = arrivals;
    this.responder = responder;
    this.server = HttpsServer.create(address, 64);
    server.setHttpsConfigurator(
        new HttpsConfigurator(client.keys().tls()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/kanhe/inbox", this::handle);
    server.setExecutor(workers);
  }

  void start() {
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES);
      boolean marked = exchange.getRequestHeaders().getFirst("Kanhe-Redelivery") != null;
      byte[] answer = take(body, marked);
      exchange.getResponseHeaders().set("Content-Type", "application/soap+xml; charset=utf-8");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (KanheException e) {
      byte[] reason = e.code().toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(400, reason.length);
      exchange.getResponseBody().write(reason);
    }
  }

  private byte[] take(byte[] body, boolean marked) {
    VerifiedSoap verified = verifier.verify(body);
    if (!verified.signer().certificate().equals(gatewayCertificate)) {
      throw new KanheException(
          ErrorCode.SIGNER_NOT_SENDER,
          "found a delivery signed by another than the gateway, expected the gateway's");
    }
    Header header =
        HeaderCodec.read(XmlReader.parse(verified.header(), XmlLimits.defaults()).root());
    byte[] known =
        header.direction() == Direction.REQUEST
            ? responder.answer(client.keys().id(), header, verified.payload())
            : null;
    byte[] payload = known == null ? PartnerMessages.acknowledgementPayload(body) : known;
    byte[] answer =
        client.signedForSoap(
            known == null ? messages.acknowledgement(header) : messages.answer(header),
            new String(payload, StandardCharsets.UTF_8));
    arrivals.add(new ReceivedMessage(client.keys().id(), header, verified.payload(), body, marked));
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
