package io.kanhe.delivery.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpHandler;
import io.kanhe.delivery.Delivery;
import io.kanhe.delivery.DeliveryState;
import io.kanhe.delivery.Participants;
import io.kanhe.intake.Submission;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.Validity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoapPushTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final byte[] ENVELOPE = "<signed/>".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ACKNOWLEDGEMENT = "<acknowledged/>".getBytes(StandardCharsets.UTF_8);
  private static final String SOAP = "application/soap+xml; charset=utf-8";

  private static CertificateAuthority authority;
  private static KeyIdentity gateway;
  private static KeyIdentity partner;

  private final CountDownLatch released = new CountDownLatch(1);
  private PartnerEndpoint endpoint;
  private PushClients clients;

  @BeforeAll
  static void makeKeys() {
    Validity validity = Validity.startingAt(Instant.now().minusSeconds(60), Duration.ofDays(1));
    authority = CertificateAuthority.root(name("Test Root"), KeyKind.P_256, validity);
    gateway = authority.tls(name("kanhe"), KeyKind.P_256, validity);
    partner = authority.tls(name("insurer-a"), KeyKind.P_256, validity);
  }

  @AfterEach
  void close() {
    released.countDown();
    if (endpoint != null) {
      endpoint.close();
    }
    if (clients != null) {
      clients.close();
    }
  }

  @Test
  void pushesTheBytesWithTheGatewaysCertificateAndBringsTheAcknowledgement() throws Exception {
    SoapPush push = pushTo(partner, answering(200, SOAP, ACKNOWLEDGEMENT));

    Optional<Submission> answer = push.handOverForAnswer(delivery(false), recipient());

    assertThat(answer)
        .get()
        .isInstanceOfSatisfying(
            Submission.Soap.class,
            soap -> {
              assertThat(soap.raw()).isEqualTo(ACKNOWLEDGEMENT);
              assertThat(soap.peer()).isEqualTo(Participants.INSURER_A);
              assertThat(soap.soapAction()).isNull();
            });
    assertThat(endpoint.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body()).isEqualTo(ENVELOPE);
              assertThat(request.client()).isEqualTo(gateway.certificate());
              assertThat(request.headers().get("Content-type"))
                  .containsExactly(
                      "application/soap+xml; charset=utf-8; action=\"" + SoapPush.ACTION + "\"");
              assertThat(request.headers()).doesNotContainKey("Kanhe-redelivery");
            });
  }

  @Test
  void marksAPossibleDuplicate() throws Exception {
    pushTo(partner, answering(200, SOAP, ACKNOWLEDGEMENT)).handOver(delivery(true), recipient());

    assertThat(endpoint.requests().get(0).headers().get("Kanhe-redelivery")).containsExactly("1");
  }

  @Test
  void anEmptyAnswerMeansThatTheAcknowledgementComesLater() throws Exception {
    SoapPush push = pushTo(partner, exchange -> exchange.sendResponseHeaders(202, -1));

    assertThat(push.handOverForAnswer(delivery(false), recipient())).isEmpty();
  }

  @Test
  void refusesAServerWithAnotherCertificateOfTheSameAuthority() throws Exception {
    Validity validity = Validity.startingAt(Instant.now().minusSeconds(60), Duration.ofDays(1));
    KeyIdentity other = authority.tls(name("insurer-a"), KeyKind.P_256, validity);
    SoapPush push = pushTo(other, answering(200, SOAP, ACKNOWLEDGEMENT));

    assertFails(push, ErrorCode.PARTNER_DOWN);
    assertThat(endpoint.requests()).isEmpty();
  }

  @Test
  void refusesARegisteredServerWhoseAuthorityIsNotAnAnchor() throws Exception {
    Validity validity = Validity.startingAt(Instant.now().minusSeconds(60), Duration.ofDays(1));
    KeyIdentity foreign =
        CertificateAuthority.root(name("Other Root"), KeyKind.P_256, validity)
            .tls(name("insurer-a"), KeyKind.P_256, validity);
    SoapPush push = pushTo(foreign, answering(200, SOAP, ACKNOWLEDGEMENT));

    assertFails(push, ErrorCode.PARTNER_DOWN, recipient(endpoint.address(), foreign.certificate()));
    assertThat(endpoint.requests()).isEmpty();
  }

  @Test
  void followsNoRedirect() throws Exception {
    SoapPush push =
        pushTo(
            partner,
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/elsewhere");
              exchange.sendResponseHeaders(307, -1);
            });

    assertFails(push, ErrorCode.PARTNER_DOWN);
    assertThat(endpoint.requests()).hasSize(1);
  }

  @Test
  void anErrorOfTheEndpointIsTriedAgain() throws Exception {
    assertFails(pushTo(partner, answering(500, SOAP, ACKNOWLEDGEMENT)), ErrorCode.PARTNER_DOWN);
  }

  @Test
  void aServerThatHangsTimesOut() throws Exception {
    assertFails(pushTo(partner, exchange -> hang()), ErrorCode.PARTNER_TIMEOUT);
  }

  @Test
  void aBodyThatNeverEndsTimesOut() throws Exception {
    SoapPush push =
        pushTo(
            partner,
            exchange -> {
              exchange.getResponseHeaders().set("Content-Type", SOAP);
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('<');
              exchange.getResponseBody().flush();
              hang();
            });

    assertFails(push, ErrorCode.PARTNER_TIMEOUT);
  }

  @Test
  void dropsAHugeAnswer() throws Exception {
    byte[] huge = new byte[SoapPush.MOST_RESPONSE_BYTES + 1];

    assertFails(pushTo(partner, answering(200, SOAP, huge)), ErrorCode.PARTNER_DOWN);
  }

  @Test
  void aPageInsteadOfSoapIsTriedAgain() throws Exception {
    byte[] page = "<html>please log in</html>".getBytes(StandardCharsets.UTF_8);

    assertFails(pushTo(partner, answering(200, "text/html", page)), ErrorCode.PARTNER_DOWN);
  }

  @Test
  void aRecipientWithoutAListenerIsDown() throws Exception {
    SoapPush push = pushTo(partner, answering(200, SOAP, ACKNOWLEDGEMENT));
    endpoint.close();

    assertFails(push, ErrorCode.PARTNER_DOWN);
  }

  @Test
  void neverPushesBytesThatAreNotThoseThatWereSigned() throws Exception {
    SoapPush push = pushTo(partner, answering(200, SOAP, ACKNOWLEDGEMENT));
    Delivery altered = delivery(false, Digest.sha256(ACKNOWLEDGEMENT));

    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> push.handOver(altered, recipient()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    assertThat(endpoint.requests()).isEmpty();
  }

  @Test
  void neverPushesWithoutTls() throws Exception {
    SoapPush push = pushTo(partner, answering(200, SOAP, ACKNOWLEDGEMENT));
    URI plain = URI.create("http://localhost:" + endpoint.address().getPort() + "/");

    assertFails(push, ErrorCode.CONFIGURATION_INVALID, recipient(plain, partner.certificate()));
  }

  private SoapPush pushTo(KeyIdentity server, HttpHandler answer) throws Exception {
    endpoint = new PartnerEndpoint(server, authority.anchor(), answer);
    clients = new PushClients(gateway, null, List.of(authority.anchor()), TIMEOUT);
    return new SoapPush(clients, TIMEOUT, Clock.systemUTC());
  }

  private Participant recipient() {
    return recipient(endpoint.address(), partner.certificate());
  }

  private static Participant recipient(URI address, X509Certificate registered) {
    return Participants.insurerA(address, List.of(registered));
  }

  private void assertFails(SoapPush push, ErrorCode code) {
    assertFails(push, code, recipient());
  }

  private static void assertFails(SoapPush push, ErrorCode code, Participant recipient) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> push.handOver(delivery(false), recipient))
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private void hang() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpHandler answering(int status, String type, byte[] body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private static Delivery delivery(boolean possibleDuplicate) {
    return delivery(possibleDuplicate, Digest.sha256(ENVELOPE));
  }

  private static Delivery delivery(boolean possibleDuplicate, Digest digest) {
    Instant now = Instant.now();
    return new Delivery(
        MessageId.named("push"),
        7,
        Participants.INSURER_A,
        Door.SOAP,
        "alert",
        DeliveryState.PENDING,
        ENVELOPE,
        digest,
        possibleDuplicate ? 1 : 0,
        possibleDuplicate,
        4,
        now,
        now.plusSeconds(60));
  }

  private static SubjectName name(String commonName) {
    return new SubjectName("Test Organisation", "IT", commonName, null);
  }
}
