package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.service.regulation.LeadSamples;
import io.kanhe.trust.EncryptedPayload;
import io.kanhe.trust.Trust;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lead on fraud through a whole gateway: in by MQ, out by MQ, closed to the gateway. */
@Tag("it")
class FraudLeadIT {

  private static final Uscc POLICE = new Uscc("11331000TEXT000GXX");
  private static final Uscc INSURER = new Uscc("91331000TEXT000B9J");

  /** SM2 with SM3, GM/T 0006. */
  private static final String SM2 = "1.2.156.10197.1.501";

  private static final String LEAD_NO = "B-2026-0001";
  private static final String PERSON = "331081190001010178";
  private static final String NAME = "甄嫌疑甲乙丙";
  private static final byte[] DETAIL =
      ("<d:FraudLeadDetail xmlns:d=\"urn:kanhe:fraud-detail:1.0\"><d:leadNo>"
              + LEAD_NO
              + "</d:leadNo><d:subject><d:role>INSURED</d:role><d:name>"
              + NAME
              + "</d:name><d:idType>111</d:idType><d:idNo>"
              + PERSON
              + "</d:idNo></d:subject><d:narrative>同一车辆三次出险</d:narrative></d:FraudLeadDetail>")
          .getBytes(StandardCharsets.UTF_8);

  private final Arrivals arrivals = new Arrivals();
  private final Map<String, PartnerClient> clients = new HashMap<>();
  private final Map<String, PartnerQueues> queues = new HashMap<>();

  @ParameterizedTest
  @EnumSource
  void reachesThePoliceClosedAndTheRegulatorAsASummary(SandboxCrypto crypto) throws Exception {
    DemoPlan plan = DemoPlan.once(Path.of("").toAbsolutePath(), crypto);
    Path output = plan.home().resolve("gateway.out");
    try (GatewayProcess gateway =
        GatewayProcess.start(plan.gatewayArguments(), plan.gateway(), output)) {
      gateway.awaitReady();
      connect(plan, "insurer-b", "91331000TEXT000B9J");
      connect(plan, "police-econ-tz", POLICE.value());
      connect(plan, "regulator-zj", "11330000TEXT0005X6");
      try {
        byte[] lead = refer(plan);
        comesOutAsItShould(plan, lead);
        reportsBack();
        refusesWhatIsNotEncrypted();
      } finally {
        for (PartnerQueues each : queues.values()) {
          each.close();
        }
      }
    }
    holdsNothingReadable(plan.home().resolve("data"), output);
  }

  private byte[] refer(DemoPlan plan) throws Exception {
    X509Certificate police = published(plan);
    assertThat(SM2.equals(police.getSigAlgOID())).isEqualTo(plan.crypto() == SandboxCrypto.SM);
    byte[] envelope = Trust.payloadEncryption().encrypt(DETAIL, List.of(police));
    byte[] lead = lead(LEAD_NO, Base64.getEncoder().encodeToString(envelope));
    Receipt receipt = send("insurer-b", header("refer", LEAD_NO, INSURER, POLICE, "P03"), lead);
    assertThat(receipt.code()).isNull();
    // With the authorities' answers about its signer, on SM2 signed by SM2: fails if they are not.
    new Proof(plan, new Account(System.out, false)).stillProven(receipt.messageId());
    return lead;
  }

  /** What the gateway publishes is what the registry holds. */
  private X509Certificate published(DemoPlan plan) throws Exception {
    String path = "/participants/police-econ-tz/encryption-certificate";
    HttpResponse<String> answer = get(plan, path);
    assertThat(answer.statusCode()).isEqualTo(200);
    Path file = Files.writeString(plan.home().resolve("police.pem"), answer.body());
    X509Certificate certificate = Trust.readCertificates(file).get(0);
    assertThat(certificate)
        .isEqualTo(
            Trust.readCertificates(plan.certs().resolve("police-econ-tz/encryption.pem")).get(0));
    assertThat(get(plan, "/participants/insurer-a/encryption-certificate").statusCode())
        .isEqualTo(404);
    assertThat(get(plan, "/participants/../etc").statusCode()).isEqualTo(404);
    return certificate;
  }

  private void comesOutAsItShould(DemoPlan plan, byte[] lead) throws InterruptedException {
    ReceivedMessage atPolice = only("police-econ-tz", "refer");
    assertThat(atPolice.payload()).isEqualTo(lead);
    String text = atPolice.payloadText();
    int from = text.indexOf("<encryptedPart>") + "<encryptedPart>".length();
    byte[] envelope =
        Base64.getDecoder().decode(text.substring(from, text.indexOf("</encryptedPart>")));
    Path key = plan.certs().resolve("police-econ-tz/encryption.p12");
    Path password = plan.certs().resolve("keystore.password");
    EncryptedPayload seen = Trust.encryptedPayload(envelope);
    assertThat(seen.contentCipher())
        .isEqualTo(plan.crypto() == SandboxCrypto.SM ? "SM4-GCM" : "AES-256-GCM");
    assertThat(Trust.payloadDecryption(Trust.loadKeyIdentity(key, password)).decrypt(envelope))
        .isEqualTo(DETAIL);
    ReceivedMessage atRegulator = only("regulator-zj", "refer");
    assertThat(atRegulator.payloadText())
        .contains(LEAD_NO, "86000.00")
        .doesNotContain("encryptedPart", PERSON, NAME);
  }

  private void reportsBack() throws Exception {
    byte[] accepted = bytes(LeadSamples.accepted(INSURER, LEAD_NO, "2026-11-24"));
    byte[] ack = bytes(LeadSamples.ack(INSURER, LEAD_NO));
    assertThat(progress(accepted).code()).isNull();
    assertThat(progress(ack).code()).isNull();
    assertThat(progress(bytes(LeadSamples.returned(INSURER, LEAD_NO))).code())
        .isEqualTo(ErrorCode.STATE_CONFLICT.toString());
    for (String party : List.of("insurer-b", "regulator-zj")) {
      assertThat(
              arrivals.await(
                  m -> m.partner().equals(party) && m.header().operation().equals("progress"),
                  2,
                  Duration.ofSeconds(60)))
          .extracting(ReceivedMessage::payload)
          .containsExactlyInAnyOrder(accepted, ack);
    }
  }

  private Receipt progress(byte[] payload) throws Exception {
    HeaderBuilder header =
        header("progress", LEAD_NO, POLICE, INSURER, "P08").agreementId("AGR-FRAUD-POLICE-2026");
    return send("police-econ-tz", header, payload);
  }

  private void refusesWhatIsNotEncrypted() throws Exception {
    String plain = Base64.getEncoder().encodeToString(bytes("plain text"));
    Receipt receipt =
        send("insurer-b", header("refer", "B-2", INSURER, POLICE, "P03"), lead("B-2", plain));
    assertThat(receipt.code()).isEqualTo(ErrorCode.ENCRYPTION_REQUIRED.toString());
  }

  /** Database, journals, feeds and log, byte by byte. */
  private static void holdsNothingReadable(Path data, Path output) throws IOException {
    List<Path> files = new ArrayList<>(List.of(output));
    try (Stream<Path> all = Files.walk(data)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files).hasSizeGreaterThan(5);
    String leadNo = LEAD_NO;
    boolean canary = false;
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String name = new String(bytes(NAME), StandardCharsets.ISO_8859_1);
      assertThat(text.contains(PERSON) || text.contains(name)).as(file.toString()).isFalse();
      canary |= text.contains(leadNo);
    }
    // The search itself works: what is not secret is found.
    assertThat(canary).isTrue();
  }

  private void connect(DemoPlan plan, String id, String uscc) throws IOException, JMSException {
    PartnerKeys keys = PartnerKeys.load(plan.certs(), id);
    PartnerClient client = new PartnerClient(keys, plan.gateway(), Clock.systemUTC());
    PartnerQueues own = new PartnerQueues(keys, plan.gateway());
    X509Certificate gateway =
        Trust.readCertificates(plan.certs().resolve("kanhe").resolve("signing.pem")).get(0);
    clients.put(id, client);
    queues.put(id, own);
    PartnerMessages messages = new PartnerMessages(new Uscc(uscc), Clock.systemUTC());
    new QueueRecipient(client, messages, own, gateway, arrivals, (partner, query, payload) -> null)
        .start();
  }

  private ReceivedMessage only(String party, String operation) throws InterruptedException {
    List<ReceivedMessage> found =
        arrivals.await(
            m -> m.partner().equals(party) && m.header().operation().equals(operation),
            1,
            Duration.ofSeconds(60));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** The receipt of this message; those of acknowledgements come on the same queue. */
  private Receipt send(String from, HeaderBuilder header, byte[] payload) throws Exception {
    byte[] signed = clients.get(from).signedForQueue(header, payload);
    queues.get(from).send(signed);
    io.kanhe.message.Digest digest = io.kanhe.message.Digest.sha256(signed);
    while (true) {
      byte[] next = queues.get(from).nextReceipt(60);
      assertThat(next).as("a receipt for " + from).isNotNull();
      Receipt receipt = ReceiptCodec.read(next);
      if (receipt.rawDigest().equals(digest)) {
        return receipt;
      }
    }
  }

  private HttpResponse<String> get(DemoPlan plan, String path) throws Exception {
    HttpClient http =
        HttpClient.newBuilder().sslContext(clients.get("insurer-b").keys().tls()).build();
    URI uri = URI.create("https://localhost:" + plan.gateway().httpsPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HeaderBuilder header(
      String operation, String leadNo, Uscc sender, Uscc receiver, String purpose) {
    return Header.builder("fraud.lead", operation, "1.0", Direction.EVENT)
        .sender(sender)
        .receiver(receiver)
        .businessKey(leadNo)
        .purpose(purpose, "LB-LAW")
        .environment(Environment.Exercise)
        .sentTime(OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.MILLIS));
  }

  private static byte[] lead(String leadNo, String encrypted) {
    return bytes(LeadSamples.lead(INSURER, leadNo, "同一车辆三次出险", encrypted));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
