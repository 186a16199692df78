package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.catalogue.Samples;
import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.service.privacy.Planted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A farmer's consent through a whole gateway: a bank gets the certificate of the farmer's policy
 * under it and not without it (domain 4.2, P09), the insurer hears that it was revoked, and the
 * farmer can learn of all this (domain 4.4). The persons are invented.
 */
@Tag("it")
class SubjectRightsIT {

  private static final String BANK = "bank-tz";
  private static final String INSURER = "insurer-c";
  private static final String FARMER = "331082190001010211";
  private static final String NEIGHBOUR = "331081190001010178";
  private static final String CONSENT = "CS-BANK-20261101-0001";
  private static final String CERTIFICATE = Planted.plain(Samples.text("policy-certificate.xml"));
  private static final String QUESTION =
      Planted.plain(Samples.text("policy-certificate-request.xml"));

  private final HttpClient http = HttpClient.newHttpClient();
  private DemoPlan plan;
  private DemoCast cast;
  private Conversation talk;

  @Test
  void aBankAsksUnderAConsentAndTheFarmerLearnsOfIt() throws Exception {
    plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    Path output = plan.home().resolve("gateway.out");
    try (GatewayProcess gateway =
        GatewayProcess.start(plan.gatewayArguments(), plan.gateway(), output)) {
      gateway.awaitReady();
      try (DemoCast assembled = DemoCast.assemble(plan)) {
        cast = assembled;
        talk = new Conversation(cast);
        certificateOnlyUnderConsent();
        disclosures();
        wrongCallersLearnNothing();
      }
    }
  }

  private void certificateOnlyUnderConsent() throws Exception {
    byte[] answer = CERTIFICATE.replace("测*乙", "测试乙").getBytes(StandardCharsets.UTF_8);
    cast.responders().when("ins.coverage", (partner, query, payload) -> answer);
    assertThat(ask(FARMER).code()).as("not registered").isEqualTo("3003");

    assertThat(
            register("register", ConsentXml.registration(CONSENT, FARMER, "P09", "ins.coverage")))
        .isEqualTo("0000");
    Answer certificate = ask(FARMER);
    assertThat(certificate.code()).isEqualTo("0000");
    assertThat(certificate.at("PolicyCertificate/policyNo")).isEqualTo("YZX2026C3310810000031");
    assertThat(certificate.at("PolicyCertificate/subject")).isEqualTo("测*乙");
    assertThat(certificate.payload()).doesNotContain(FARMER);
    assertThat(ask(NEIGHBOUR).code()).as("consent of another person").isEqualTo("3003");
    assertThat(
            talk.ask(
                    BANK,
                    "ins.coverage",
                    "certificate",
                    QUESTION,
                    header -> question(header).purpose("P04", "LB-CONSENT"))
                .code())
        .as("other purpose")
        .isEqualTo("3002");

    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
    assertThat(register("revoke", ConsentXml.revocation(CONSENT, now))).isEqualTo("0000");
    List<ReceivedMessage> stops =
        cast.arrivals()
            .await(
                each -> each.header().serviceId().equals("kanhe.consent"),
                1,
                Conversation.PATIENCE);
    assertThat(stops).hasSize(1);
    assertThat(stops.get(0).partner()).as("who answered").isEqualTo(INSURER);
    assertThat(stops.get(0).payloadText()).contains(CONSENT).doesNotContain(FARMER);
    assertThat(ask(FARMER).code()).as("revoked").isEqualTo("3003");
  }

  private void disclosures() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(look(FARMER).body()).contains("\"completedAt\":\"20"));
    String list = look(FARMER).body();
    assertThat(list)
        .doesNotContain(FARMER)
        .containsOnlyOnce("\"kind\":\"ASKED\"")
        .contains(
            "\"consumer\":\"bank-tz\"",
            "\"provider\":\"insurer-c\"",
            "\"service\":\"ins.coverage\"",
            "\"purpose\":\"P09\"",
            "\"legalBasis\":\"LB-CONSENT\"",
            "\"consentRef\":\"" + CONSENT + "\"",
            "\"holder\":\"bank-tz\"",
            "\"revokedAt\":\"20",
            "\"kind\":\"LISTED\"");
    assertThat(look(NEIGHBOUR).body()).as("nothing was told of him").doesNotContain("ASKED");
  }

  /** Only a person at the gateway itself who says who it is; a refused look is no look. */
  private void wrongCallersLearnNothing() throws Exception {
    int before = looksAt(FARMER);
    String path = "/api/v1/subjects/disclosures";
    URI console = plan.gateway().console(path);
    String body = "{\"identifier\":\"" + FARMER + "\"}";
    assertThat(send(http, post(console, body)).statusCode()).as("nameless").isEqualTo(400);
    assertThat(look("Zhen Ming", body).statusCode()).as("a name").isEqualTo(422);
    assertThat(look("op-7", "{\"identifier\":\"\"}").statusCode()).as("nobody").isEqualTo(422);
    HttpRequest form =
        HttpRequest.newBuilder(console)
            .header("Content-Type", "text/plain")
            .header("Kanhe-Operator", "op-7")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(send(http, form).statusCode()).as("a form of a page").isEqualTo(415);
    HttpRequest get = HttpRequest.newBuilder(console).build();
    assertThat(send(http, get).statusCode()).isEqualTo(405);
    URI door = URI.create("https://localhost:" + plan.gateway().httpsPort() + path);
    HttpClient partner =
        HttpClient.newBuilder().sslContext(cast.client("insurer-a").keys().tls()).build();
    HttpResponse<String> atTheDoor =
        send(partner, post(door, body).header("Kanhe-Operator", "op-7"));
    assertThat(atTheDoor.statusCode()).as("a partner at the door").isEqualTo(404);
    assertThat(atTheDoor.body()).doesNotContain("bank-tz");
    String unreadable = look("op-7", "{\"identifier\":" + FARMER.substring(0, 17) + "X}").body();
    assertThat(unreadable).contains("\"code\":1001").doesNotContain(FARMER.substring(0, 17));
    assertThat(looksAt(FARMER)).as("looks that were none are in no list").isEqualTo(before + 1);
  }

  private int looksAt(String person) throws Exception {
    return look(person).body().split("\"kind\":\"LISTED\"", -1).length - 1;
  }

  private HttpResponse<String> look(String identifier) throws Exception {
    return look("op-7", "{\"identifier\":\"" + identifier + "\"}");
  }

  private HttpResponse<String> look(String operator, String body) throws Exception {
    URI console = plan.gateway().console("/api/v1/subjects/disclosures");
    return send(http, post(console, body).header("Kanhe-Operator", operator));
  }

  private static HttpRequest.Builder post(URI address, String body) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return send(client, request.build());
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Answer ask(String person) throws Exception {
    return talk.ask(
        BANK,
        "ins.coverage",
        "certificate",
        QUESTION.replace(FARMER, person),
        SubjectRightsIT::question);
  }

  private static HeaderBuilder question(HeaderBuilder header) {
    return header
        .receiver(DemoCast.PARTNERS.get(INSURER))
        .businessKey("DK-2026-000031")
        .purpose("P09", "LB-CONSENT")
        .consentRef(CONSENT)
        .operatorRef("BANK-0007");
  }

  private String register(String operation, String payload) throws Exception {
    UnaryOperator<HeaderBuilder> header =
        built -> built.businessKey(CONSENT).purpose("P09", "LB-CONSENT").consentRef(CONSENT);
    return talk.send(BANK, "kanhe.consent", operation, Direction.EVENT, payload, header).code();
  }
}
