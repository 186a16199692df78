package io.kanhe.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlParticipantRegistryTest {

  private static final Map<String, String> PLACEHOLDERS =
      Map.of("kanhe.sandbox.partner-host", "localhost", "kanhe.sandbox.partner-port", "9443");
  static final String GOOD =
      """
      id: met-x
      uscc: 12331000TEXT000177
      role: MET
      regionCode: 331000
      names:
        - {zh: 气象, en: Weather, validFrom: 2026-01-01}
      certificates:
        signing: [certs/met-x/signing.pem]
        tls: [certs/met-x/tls.pem]
      delivery: MQ
      environments: [Exercise, Test]
      messagesPerDay: 1000
      """;

  private final TestCertificates certificates = new TestCertificates();
  @TempDir Path home;

  @BeforeEach
  void makeGateway() throws IOException {
    certificates.write(home, "kanhe");
    certificates.write(home, "met-x");
    write(
        "kanhe",
        GOOD.replace("met-x", "kanhe")
            .replace("role: MET", "role: GATEWAY")
            .replace("12331000TEXT000177", "12331000TEXT000920"));
  }

  @Test
  void findsParticipantsByIdCodeAndCertificate() throws Exception {
    write("met-x", GOOD);
    ParticipantRegistry registry = read();
    Participant met = registry.byId(new ParticipantId("met-x")).orElseThrow();
    assertThat(registry.byUscc(new Uscc("12331000TEXT000177"))).contains(met);
    assertThat(registry.bySigningCertificate(certificate("certs/met-x/signing.pem"))).contains(met);
    assertThat(registry.byTlsCertificate(certificate("certs/met-x/tls.pem"))).contains(met);
    assertThat(registry.bySigningCertificate(certificate("certs/met-x/tls.pem"))).isEmpty();
    assertThat(registry.all()).containsExactly(met);
    assertThat(registry.gateway().role()).isEqualTo(Role.GATEWAY);
    assertThat(registry.byRole(Role.BANK)).isEmpty();
    assertThat(met.active()).isTrue();
  }

  @Test
  void readsEncryptionCertificatesOfWhoHasThem() throws IOException {
    write(
        "met-x",
        GOOD.replace("delivery:", "  encryption: [certs/met-x/encryption.pem]\ndelivery:"));
    Participant met = read().byId(new ParticipantId("met-x")).orElseThrow();
    assertThat(met.encryptionCertificates(Instant.parse("2026-11-24T00:00:00Z"))).hasSize(1);
    assertThat(met.encryptionCertificates(Instant.parse("2025-11-24T00:00:00Z"))).isEmpty();
    assertThat(met.encryptionCertificates(Instant.parse("2037-11-24T00:00:00Z"))).isEmpty();
  }

  @Test
  void refusesASigningCertificateForEncryption() throws IOException {
    write("met-x", GOOD.replace("delivery:", "  encryption: [certs/met-x/signing.pem]\ndelivery:"));
    assertThatThrownBy(this::read)
        .hasMessageContaining("a certificate that is not for encryption")
        .hasMessageContaining("met-x.yaml");
  }

  @Test
  void readsTheRepositorysOwnConfiguration() throws Exception {
    Path participants = Path.of("config/participants");
    try (Stream<Path> files = Files.list(participants)) {
      files
          .map(each -> each.getFileName().toString().replace(".yaml", ""))
          .forEach(id -> certificates.write(home, id));
    }
    ParticipantRegistry registry =
        YamlParticipantRegistry.read(participants, new ParticipantFile(home, PLACEHOLDERS, true));
    Agreements agreements =
        YamlAgreements.read(
            YamlNode.read(Path.of("config/agreements.yaml"), Path.of("")), registry);
    assertThat(registry.all()).hasSize(participants.toFile().list().length - 1);
    assertThat(registry.byRole(Role.INSURER)).hasSize(4);
    assertThat(registry.byId(new ParticipantId("insurer-a")).orElseThrow().endpoint())
        .hasToString("https://localhost:9443/kanhe/inbox");
    LocalDate day = LocalDate.parse("2026-11-24");
    assertThat(agreements.inForce(new ParticipantId("broker-x"), "ins.coverage", day)).isEmpty();
    assertThat(agreements.inForce(new ParticipantId("insurer-c"), "ins.coverage", day)).hasSize(1);
    assertThat(
            agreements.allows(
                new ParticipantId("met-taizhou"),
                "ew.alert",
                new ParticipantId("emergency-tz"),
                day))
        .isTrue();
    assertThat(
            agreements.allows(
                new ParticipantId("kanhe"), "ew.alert", new ParticipantId("regulator-zj"), day))
        .isFalse();
    assertThat(agreements.all())
        .extracting(Agreement::id)
        .contains("AGR-EW-MET-2026", "AGR-COV-C-2026", "AGR-CONSENT-A-2026");
  }

  static Stream<Arguments> brokenParticipants() {
    return Stream.of(
        broken(
            "id: met-x",
            "id: Met X",
            "met-x.yaml:1: found id 'Met X', expected 2 to 40 of a-z, 0-9 and -"),
        broken(
            "id: met-x",
            "id: met-y",
            "met-x.yaml:1: found id 'met-y', expected the name of the file, 'met-x'"),
        broken(
            "0177",
            "0178",
            "met-x.yaml:2: found uscc '12331000TEXT000178', expected a unified social credit code"),
        broken(
            "12331000TEXT000177",
            "12331000TEXT000920",
            "met-x.yaml:2: found the code of kanhe, expected a code of its own"),
        broken(
            "MET",
            "WEATHER",
            "met-x.yaml:3: found role 'WEATHER', expected one of [POLICE_TRAFFIC"),
        broken(
            "331000\nnames",
            "33100\nnames",
            "met-x.yaml:4: found regionCode '33100', expected six digits of GB/T 2260"),
        broken(
            "en: Weather, ",
            "",
            "met-x.yaml:6: found no key 'en' in names, expected a value for it"),
        broken(
            "2026-01-01}",
            "2026-01-01, validUntil: 2025-12-31}",
            "met-x.yaml:6: found validUntil 2025-12-31, expected a day not before"),
        broken(
            "2026-01-01}",
            "2026-02-30}",
            "met-x.yaml:6: found validFrom '2026-02-30', expected a date as 2026-08-24"),
        broken(
            "[certs/met-x/signing.pem]",
            "[]",
            "met-x.yaml:8: found an empty list, expected at least one item"),
        broken(
            "met-x/signing.pem",
            "met-x/none.pem",
            "met-x.yaml:8: found no certificate file 'certs/met-x/none.pem', expected the file that './kanhe up'"),
        broken(
            "met-x/signing.pem",
            "kanhe/signing.pem",
            "met-x.yaml:8: found a certificate that kanhe already lists, expected one used once"),
        broken(
            "met-x/tls.pem",
            "met-x/signing.pem",
            "met-x.yaml:9: found a certificate that met-x already lists"),
        broken(
            "met-x/tls.pem",
            "met-x/rubbish.pem",
            "met-x.yaml:9: found no readable certificate in 'certs/met-x/rubbish.pem'"),
        broken(
            "met-x/tls.pem",
            "met-x/two.pem",
            "met-x.yaml:9: found several end-entity certificates in 'certs/met-x/two.pem'"),
        broken(
            "delivery: MQ",
            "delivery: MAIL",
            "met-x.yaml:10: found delivery 'MAIL', expected one of [SOAP, MQ, FEED]"),
        broken(
            "delivery: MQ",
            "delivery: SOAP",
            "met-x.yaml:1: found no key 'endpoint', expected a value for it"),
        broken(
            "delivery: MQ",
            "delivery: SOAP\nendpoint: http://localhost/x",
            "met-x.yaml:11: found endpoint 'http://localhost/x', expected an absolute https address"),
        broken(
            "delivery: MQ",
            "delivery: SOAP\nendpoint: https://u:p@localhost/x",
            "met-x.yaml:11: found endpoint"),
        broken(
            "delivery: MQ",
            "delivery: SOAP\nendpoint: https://${env.SECRET}/x",
            "met-x.yaml:11: found unknown placeholder 'env.SECRET'"),
        broken(
            "delivery: MQ",
            "delivery: MQ\nendpoint: https://localhost/x",
            "met-x.yaml:11: found an endpoint with delivery MQ, expected none"),
        broken(
            "[Exercise, Test]",
            "[Real]",
            "met-x.yaml:11: found environments 'Real', expected one of [Actual, Exercise, Test]"),
        broken(
            "messagesPerDay: 1000",
            "messagesPerDay: -1",
            "met-x.yaml:12: found -1, expected a whole number from 0"),
        broken(
            "messagesPerDay: 1000",
            "messagesPerDay: many",
            "met-x.yaml:12: found messagesPerDay 'many', expected a whole number"),
        broken(
            "messagesPerDay: 1000",
            "messagesPerDay: 1000\nactive: yes",
            "met-x.yaml:13: found active 'yes', expected one of [false, true]"),
        broken(
            "role: MET",
            "rolle: MET",
            "met-x.yaml:3: found unknown key 'rolle', expected one of [active"),
        broken(
            "role: MET",
            "role: GATEWAY",
            "participants: found 2 participants of role GATEWAY, expected one"));
  }

  private static Arguments broken(String good, String bad, String message) {
    return Arguments.of(GOOD.replace(good, bad), message);
  }

  @ParameterizedTest
  @MethodSource("brokenParticipants")
  void tellsFileLineAndCause(String yaml, String message) throws IOException {
    TestCertificates.save(
        home.resolve("certs/met-x/rubbish.pem"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    TestCertificates.save(
        home.resolve("certs/met-x/two.pem"), certificates.pem("a") + certificates.pem("b"));
    write("met-x", yaml);
    assertThatThrownBy(this::read)
        .isInstanceOf(KanheException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }

  @Test
  void tellsTheProblemsOfAllFilesAtOnce() throws IOException {
    write("met-x", GOOD.replace("MQ", "MAIL"));
    write("met-y", GOOD);
    assertThatThrownBy(this::read)
        .hasMessageContaining("met-x.yaml:10:")
        .hasMessageContaining("met-y.yaml:1:");
  }

  static Stream<Arguments> brokenAgreements() {
    return Stream.of(
        agreement(
            "sender: met-x",
            "sender: nobody",
            "agreements.yaml:4: found unknown participant 'nobody', expected one with a file"),
        agreement(
            "[kanhe]",
            "[kanhe, Bad Id]",
            "agreements.yaml:5: found recipients 'Bad Id', expected the id of a participant"),
        agreement(
            "[P04]", "[P99]", "agreements.yaml:6: found purposes 'P99', expected one of [P01"),
        agreement(
            "LB-PUBLIC",
            "LB-ANY",
            "agreements.yaml:7: found legalBases 'LB-ANY', expected one of [LB-CONSENT"),
        agreement(
            "2027-12-31",
            "2025-12-31",
            "agreements.yaml:9: found validUntil 2025-12-31, expected a day not before validFrom 2026-01-01"),
        agreement(
            "ew.alert",
            "Alerts",
            "agreements.yaml:3: found service 'Alerts', expected a service id as ew.alert"),
        agreement(
            "    service: ew.alert\n",
            "",
            "agreements.yaml:2: found no key 'service' in agreements"),
        agreement(
            "id: A-1",
            "id: a",
            "agreements.yaml:2: found id 'a', expected 3 to 40 of A-Z, 0-9 and -"),
        agreement(
            "sender:", "from: x\n    sender:", "agreements.yaml:4: found unknown key 'from'"));
  }

  private static final String AGREEMENT =
      """
      agreements:
        - id: A-1
          service: ew.alert
          sender: met-x
          recipients: [kanhe]
          purposes: [P04]
          legalBases: [LB-PUBLIC]
          validFrom: 2026-01-01
          validUntil: 2027-12-31
      """;

  private static Arguments agreement(String good, String bad, String message) {
    return Arguments.of(AGREEMENT.replace(good, bad), message);
  }

  @ParameterizedTest
  @MethodSource("brokenAgreements")
  void tellsFileLineAndCauseOfAgreements(String yaml, String message) throws IOException {
    write("met-x", GOOD);
    assertThatThrownBy(() -> agreements(yaml))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTheKeyOfAnotherParticipantInANewCertificate() throws IOException {
    KeyPair key = TestCertificates.newKey();
    TestCertificates certificates = new TestCertificates();
    TestCertificates.save(home.resolve("certs/met-x/signing.pem"), certificates.pem("a", key));
    TestCertificates.save(home.resolve("certs/kanhe/signing.pem"), certificates.pem("b", key));
    write("met-x", GOOD);
    assertThatThrownBy(this::read).hasMessageContaining("already has, expected a key of its own");
  }

  @Test
  void readsTheAuthoritiesThatMayCertifyAParticipant() throws IOException {
    TestCertificates.save(home.resolve("certs/trust/ca.pem"), new TestCertificates().pem("ca"));
    write("met-x", GOOD + "anchors: [certs/trust/ca.pem]\n");
    assertThat(read().byId(new ParticipantId("met-x")).orElseThrow().anchors()).hasSize(1);
  }

  @Test
  void allowsOnlyBetweenTheTwoDates() throws IOException {
    write("met-x", GOOD);
    Agreements agreements = agreements(AGREEMENT);
    ParticipantId met = new ParticipantId("met-x");
    ParticipantId gateway = new ParticipantId("kanhe");
    assertThat(agreements.allows(met, "ew.alert", gateway, LocalDate.parse("2026-01-01"))).isTrue();
    assertThat(agreements.allows(met, "ew.alert", gateway, LocalDate.parse("2027-12-31"))).isTrue();
    assertThat(agreements.allows(met, "ew.alert", gateway, LocalDate.parse("2025-12-31")))
        .isFalse();
    assertThat(agreements.allows(met, "ew.alert", gateway, LocalDate.parse("2028-01-01")))
        .isFalse();
    assertThat(agreements.allows(gateway, "ew.alert", met, LocalDate.parse("2026-01-01")))
        .isFalse();
    assertThat(agreements.inForce(met, "ins.coverage", LocalDate.parse("2026-01-01"))).isEmpty();
  }

  @Test
  void refusesAnAgreementIdUsedTwice() throws IOException {
    write("met-x", GOOD);
    assertThatThrownBy(() -> agreements(AGREEMENT + AGREEMENT.replace("agreements:\n", "")))
        .hasMessageContaining("agreements.yaml:10: found agreement 'A-1' a second time");
  }

  private Agreements agreements(String yaml) throws IOException {
    Path file = home.resolve("agreements.yaml");
    Files.writeString(file, yaml);
    return YamlAgreements.read(YamlNode.read(file, home), read());
  }

  private ParticipantRegistry read() {
    return YamlParticipantRegistry.read(
        home.resolve("participants"), new ParticipantFile(home, PLACEHOLDERS, true));
  }

  private void write(String id, String yaml) throws IOException {
    TestCertificates.save(home.resolve("participants/" + id + ".yaml"), yaml);
  }

  private X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(home.resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
