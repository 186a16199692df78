package io.kanhe.fault;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.trust.SoapVersion;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One gateway with the partners that send to it, well and badly. */
final class HostileBench implements AutoCloseable {

  static final String SOAP_TYPE = "application/soap+xml; charset=utf-8";
  static final String WATER_AGREEMENT = "AGR-EW-WATER-2026";
  static final String MET_AGREEMENT = "AGR-EW-MET-2026";
  static final String COVERAGE_AGREEMENT = "AGR-COV-B-2026";
  static final String HEADING =
      "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,expiryWithin30d,maxSingleSum\n";
  static final String ROW = "91331000TEXT000B9J,2026-08-23,331002,RURAL_HOUSE,10,,1000.00,,,\n";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FaultGateway gateway;
  private final Map<String, FaultPartner> partners = new HashMap<>();
  private final Map<String, HttpClient> clients = new HashMap<>();
  private final Map<String, Desk> desks = new HashMap<>();
  private final AtomicInteger alerts = new AtomicInteger();

  HostileBench(FaultGateway gateway) throws IOException, JMSException {
    this.gateway = gateway;
    join("water-taizhou", "11331000TEXT000255");
    join("met-taizhou", "12331000TEXT000177");
    join("insurer-b", "91331000TEXT000B9J");
    join("insurer-c", "91330200TEXT000C7B");
  }

  private void join(String id, String uscc) throws IOException, JMSException {
    FaultPartner partner = new FaultPartner(gateway.certs(), id, uscc);
    partners.put(id, partner);
    clients.put(
        id,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(partner.tls())
            .connectTimeout(Duration.ofSeconds(5))
            .build());
    desks.put(id, new Desk(partner, gateway.corePort()));
  }

  FaultPartner water() {
    return partner("water-taizhou");
  }

  FaultPartner met() {
    return partner("met-taizhou");
  }

  FaultPartner insurer() {
    return partner("insurer-b");
  }

  FaultPartner partner(String id) {
    return partners.get(id);
  }

  String newAlertId() {
    return SampleAlert.id(alerts.incrementAndGet());
  }

  /** The header of a valid alert of the water bureau. */
  HeaderBuilder alert() {
    return water().alert(newAlertId(), WATER_AGREEMENT).messageId(MessageId.random());
  }

  /** A valid signed SOAP 1.2 envelope of the water bureau. */
  String envelope() {
    return envelope(alert());
  }

  String envelope(HeaderBuilder header) {
    return text(water().forSoap(SoapVersion.V1_2, header, SampleAlert.cap(newAlertId())));
  }

  /** A valid signed message of the weather bureau. */
  byte[] message() {
    return met().forQueue(met().alert(newAlertId(), MET_AGREEMENT), cap());
  }

  byte[] cap() {
    return SampleAlert.cap(newAlertId()).getBytes(StandardCharsets.UTF_8);
  }

  HeaderBuilder coverage(String batch, byte[] file, long rows) {
    return insurer()
        .header("ins.coverage", "snapshot", Direction.FEED)
        .businessKey(batch)
        .purpose("P04", "LB-EMERG")
        .agreementId(COVERAGE_AGREEMENT)
        .payloadDigest(Digest.sha256(file))
        .file((long) file.length, rows);
  }

  HostileCase.Reply soap(String envelope) throws IOException, InterruptedException {
    return soap("water-taizhou", envelope.getBytes(StandardCharsets.UTF_8), SOAP_TYPE);
  }

  HostileCase.Reply soap(String partner, byte[] body, String contentType)
      throws IOException, InterruptedException {
    return http(
        partner,
        HttpRequest.newBuilder(gateway.https("/services/kanhe"))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.https(path));
  }

  HostileCase.Reply http(String partner, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = send(partner, request);
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("received no bytes")) {
        throw e;
      }
      // The door had closed the connection of the refusal before; nothing of this request was read.
      response = send(partner, request);
    }
    return new HostileCase.Reply(response.statusCode(), response.body());
  }

  private HttpResponse<String> send(String partner, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return clients
        .get(partner)
        .send(
            request.timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  HostileCase.Reply feed(String path, byte[] signedHeader, byte[] file)
      throws IOException, InterruptedException {
    return http("insurer-b", feedRequest(path, signedHeader, file));
  }

  HttpRequest.Builder feedRequest(String path, byte[] signedHeader, byte[] file) {
    return request(path)
        .header("Content-Type", "text/csv; charset=utf-8")
        .header("Kanhe-Header", Base64.getEncoder().encodeToString(signedHeader))
        .PUT(HttpRequest.BodyPublishers.ofByteArray(file));
  }

  HostileCase.Reply mq(byte[] body) throws JMSException {
    return mq("met-taizhou", body);
  }

  HostileCase.Reply mq(String partner, byte[] body) throws JMSException {
    return mq(
        partner,
        session -> {
          BytesMessage message = session.createBytesMessage();
          message.writeBytes(body);
          return message;
        });
  }

  HostileCase.Reply mq(String partner, Making making) throws JMSException {
    return desks.get(partner).ask(making);
  }

  boolean isAlive() {
    return gateway.isAlive();
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  interface Making {
    Message make(Session session) throws JMSException;
  }

  /** A partner's place at the broker: one message out, its answer back. */
  private static final class Desk implements AutoCloseable {

    private final FaultPartner partner;
    private final FaultPartner.Line line;
    private final Session session;
    private final MessageConsumer receipts;

    Desk(FaultPartner partner, int corePort) throws JMSException {
      this.partner = partner;
      this.line = partner.connect(corePort);
      this.session = line.connection().createSession(false, Session.AUTO_ACKNOWLEDGE);
      this.receipts = session.createConsumer(session.createQueue("kanhe.receipt." + partner.id()));
      line.connection().start();
    }

    HostileCase.Reply ask(Making making) throws JMSException {
      Message message = making.make(session);
      try (var producer = session.createProducer(session.createQueue("kanhe.in." + partner.id()))) {
        producer.send(message);
      }
      BytesMessage answer = (BytesMessage) receipts.receive(PATIENCE.toMillis());
      if (answer == null) {
        throw new AssertionError("no answer on kanhe.receipt." + partner.id());
      }
      byte[] body = new byte[(int) answer.getBodyLength()];
      answer.readBytes(body);
      return new HostileCase.Reply(0, text(body));
    }

    @Override
    public void close() throws JMSException {
      line.close();
    }
  }

  @Override
  public void close() throws JMSException {
    for (Desk desk : desks.values()) {
      desk.close();
    }
  }
}
