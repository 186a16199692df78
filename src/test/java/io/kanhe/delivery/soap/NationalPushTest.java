package io.kanhe.delivery.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.kanhe.delivery.Participants;
import io.kanhe.participant.Participant;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Tongsuo;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes to an endpoint that speaks RFC 8998. */
class NationalPushTest {

  private static final byte[] BODY = new byte[200_000];
  private static final TestPki PKI = TestPki.createSm2();
  private static final KeyIdentity GATEWAY = PKI.participant("gateway").sm2().forTls().build();
  private static final KeyIdentity PARTNER = PKI.participant("insurer-a").sm2().forTls().build();

  private final PushClients clients =
      new PushClients(
          TestPki.create().participant("gateway").forTls().build(),
          GATEWAY,
          PKI.anchors(),
          Duration.ofSeconds(10));
  private PartnerEndpoint endpoint;

  @AfterEach
  void close() {
    endpoint.close();
    clients.close();
  }

  @Test
  void pushesWithTheGatewaysSm2Certificate() throws Exception {
    open(PARTNER);
    HttpResponse<String> answer = push(recipient(PARTNER));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("taken");
    assertThat(answer.sslSession().orElseThrow().getCipherSuite()).isEqualTo("TLS_SM4_GCM_SM3");
    assertThat(endpoint.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body()).isEqualTo(BODY);
              assertThat(request.client()).isEqualTo(GATEWAY.certificate());
            });
  }

  @Test
  void pushesToAPartnerWhoseTlsIsAnotherImplementation() throws Exception {
    endpoint =
        new PartnerEndpoint(
            Tongsuo.context(PARTNER, GATEWAY.certificate()), NationalPushTest::takes);
    HttpResponse<String> answer = push(recipient(PARTNER));
    assertThat(answer.body()).isEqualTo("taken");
    assertThat(answer.sslSession().orElseThrow().getCipherSuite()).isEqualTo("TLS_SM4_GCM_SM3");
    assertThat(endpoint.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body()).isEqualTo(BODY);
              assertThat(request.client().getEncoded())
                  .isEqualTo(GATEWAY.certificate().getEncoded());
            });
  }

  @Test
  void refusesAServerWithAnotherCertificateOfTheSameAuthority() throws Exception {
    open(PKI.participant("insurer-a").sm2().forTls().build());
    assertThatThrownBy(() -> push(recipient(PARTNER))).isInstanceOf(IOException.class);
    assertThat(endpoint.requests()).isEmpty();
  }

  @Test
  void refusesARegisteredServerWhoseAuthorityIsNotAnAnchor() throws Exception {
    TestPki other = TestPki.createSm2();
    KeyIdentity foreign = other.participant("insurer-a").sm2().forTls().build();
    endpoint =
        new PartnerEndpoint(Trust.nationalTls(foreign, PKI.anchors()).context(), answer -> {});
    assertThatThrownBy(() -> push(recipient(foreign))).isInstanceOf(IOException.class);
    assertThat(endpoint.requests()).isEmpty();
  }

  @Test
  void anEndpointThatSpeaksTheUsualSuitesIsNotPushedToByTheSameName() throws Exception {
    TestPki usual = TestPki.create();
    KeyIdentity server = usual.participant("insurer-a").forTls().build();
    endpoint = new PartnerEndpoint(server, usual.root().certificate(), answer -> {});
    assertThatThrownBy(() -> push(recipient(server))).isInstanceOf(IOException.class);
  }

  private void open(KeyIdentity server) throws IOException {
    endpoint =
        new PartnerEndpoint(
            Trust.nationalTls(server, PKI.anchors()).context(), NationalPushTest::takes);
  }

  private static void takes(HttpExchange exchange) throws IOException {
    byte[] body = "taken".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<String> push(Participant recipient) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(recipient.endpoint())
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofByteArray(BODY))
            .build();
    return clients.clientFor(recipient).send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Participant recipient(KeyIdentity registered) {
    return SampleParticipant.withNationalEndpoint(
        Participants.insurerA(endpoint.address(), List.of(registered.certificate())));
  }
}
