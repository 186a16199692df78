package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.catalogue.Service;
import io.kanhe.catalogue.Service.Encryption;
import io.kanhe.catalogue.Service.Encryption.Demand;
import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.Narrowing;
import io.kanhe.trust.Signer;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncryptedContentTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final TestPki PKI = TestPki.create(NOW);
  private static final KeyIdentity POLICE_KEY = encryption("police", NOW.minusSeconds(60));
  private static final KeyIdentity OTHER_KEY = encryption("other", NOW.minusSeconds(60));
  private static final Participant POLICE =
      participant("police", "11331000TEXT000330", Role.POLICE_ECON, POLICE_KEY);
  private static final Participant REGULATOR =
      participant("regulator", "11330000TEXT0005X6", Role.REGULATOR_LOCAL, OTHER_KEY);
  private static final Participant SENDER =
      participant("insurer-a", "91331000TEXT000A0M", Role.INSURER, OTHER_KEY);
  private static final ParticipantPolicies POLICIES =
      new ParticipantPolicies(new Partners(), AlgorithmPolicy.strict());
  private static final Encryption REQUIRED =
      new Encryption(Demand.required, "Lead/closed", Set.of(Role.POLICE_ECON));

  @Test
  void takesContentForExactlyTheReaders() {
    String payload = lead(closed(POLICE_KEY));
    assertThatCode(() -> check(REQUIRED, payload, POLICE, REGULATOR)).doesNotThrowAnyException();
  }

  @Test
  void takesBase64OnSeveralLines() {
    String lines = Base64.getMimeEncoder().encodeToString(envelope(POLICE_KEY));
    assertThatCode(() -> check(REQUIRED, lead("\n" + lines + "\n"), POLICE))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesPlainTextAndNothing() {
    assertThat(refused(REQUIRED, "<Lead xmlns=\"urn:l\"/>", POLICE)).contains("nothing encrypted");
    assertThat(refused(REQUIRED, lead("331081190001010178"), POLICE))
        .doesNotContain("331081190001010178");
    assertThat(refused(REQUIRED, lead(""), POLICE)).contains("empty envelope");
    String plain = Base64.getEncoder().encodeToString("plain".getBytes(StandardCharsets.UTF_8));
    assertThat(refused(REQUIRED, lead(plain), POLICE)).contains("not one BER or DER structure");
  }

  @Test
  void refusesContentForSomebodyElse() {
    assertThat(refused(REQUIRED, lead(closed(OTHER_KEY)), POLICE))
        .contains("nothing that police could open");
  }

  /** A receiver of the message who may read only the summary is a stranger to the rest. */
  @Test
  void refusesAFurtherRecipientEvenIfItIsAReceiver() {
    String payload = lead(closed(POLICE_KEY, OTHER_KEY));
    assertThat(refused(REQUIRED, payload, POLICE, REGULATOR)).contains("1 recipients whose");
  }

  @Test
  void refusesAMessageThatAddressesNobodyWhoCouldRead() {
    assertThat(refused(REQUIRED, lead(closed(POLICE_KEY)), REGULATOR)).contains("no receiver");
  }

  @Test
  void refusesACertificateThatIsNoMoreInForce() {
    KeyIdentity old = encryption("police", NOW.minus(Duration.ofDays(20)));
    Participant police = participant("police", "11331000TEXT000330", Role.POLICE_ECON, old);
    assertThat(refused(REQUIRED, lead(closed(old)), police)).contains("in force: police");
  }

  /** What its sender, or who should open it, does not use is told before it is delivered. */
  @Test
  void refusesACipherThatItsReaderDoesNotTake() {
    Participant national = narrowed(POLICE, Set.of("SM4-GCM"), Set.of("SM2"));
    Participant agreeing = narrowed(POLICE, Set.of("AES-256-GCM"), Set.of("ECDH"));
    Participant transporting = narrowed(POLICE, Set.of(), Set.of("RSA-OAEP-SHA256"));
    String payload = lead(closed(POLICE_KEY));
    assertThatCode(() -> check(REQUIRED, payload, agreeing)).doesNotThrowAnyException();
    for (Participant each : List.of(national, transporting)) {
      KanheException refusal =
          catchThrowableOfType(KanheException.class, () -> check(REQUIRED, payload, each));
      assertThat(refusal.code()).isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN);
    }
  }

  /** How the key is closed for one reader is nothing to another one. */
  @Test
  void asksAReaderOnlyAboutItsOwnKey() {
    KeyIdentity rsa = encryption("second", KeyKind.RSA_2048, NOW.minusSeconds(60));
    Participant second = participant("second", "11331000TEXT000GXX", Role.POLICE_ECON, rsa);
    Participant police = narrowed(POLICE, Set.of(), Set.of("ECDH"));
    String payload = lead(closed(POLICE_KEY, rsa));
    assertThatCode(() -> check(REQUIRED, payload, police, second)).doesNotThrowAnyException();
    assertThat(
            catchThrowableOfType(
                    KanheException.class,
                    () ->
                        check(
                            REQUIRED, payload, police, narrowed(second, Set.of(), Set.of("ECDH"))))
                .code())
        .isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN);
  }

  private static Participant narrowed(
      Participant who, Set<String> ciphers, Set<String> transports) {
    return SampleParticipant.narrowed(
        who, new Narrowing(Set.of(), Set.of(), 0, 0, null, null, ciphers, transports));
  }

  @Test
  void looksAtOptionalContentOnlyIfItIsThere() {
    Encryption optional = new Encryption(Demand.optional, "Lead/closed", Set.of());
    assertThatCode(() -> check(optional, "<Lead xmlns=\"urn:l\"/>", POLICE))
        .doesNotThrowAnyException();
    assertThat(refused(optional, lead(closed(OTHER_KEY)), POLICE)).contains("nothing that police");
    assertThatCode(() -> check(Encryption.none(), lead("plain"), POLICE))
        .doesNotThrowAnyException();
  }

  @Test
  void tellsAForbiddenAlgorithmFromMissingEncryption() {
    // EnvelopedData, empty: the content is not authenticated, whatever it holds
    String unauthenticated =
        Base64.getEncoder()
            .encodeToString(
                java.util.HexFormat.of().parseHex("300f06092a864886f70d010703a0023000"));
    KanheException refusal =
        catchThrowableOfType(
            KanheException.class, () -> check(REQUIRED, lead(unauthenticated), POLICE));
    assertThat(refusal.code()).isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN);
  }

  private static String refused(Encryption encryption, String payload, Participant... receivers) {
    KanheException refusal =
        catchThrowableOfType(KanheException.class, () -> check(encryption, payload, receivers));
    assertThat(refusal.code()).isEqualTo(ErrorCode.ENCRYPTION_REQUIRED);
    return refusal.getMessage();
  }

  private static void check(Encryption encryption, String payload, Participant... receivers) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    HeaderBuilder header =
        Header.builder("fraud.lead", "refer", "1.0", Direction.REQUEST)
            .sender(new Uscc("91331000TEXT000A0M"))
            .sentTime(NOW.atOffset(ZoneOffset.UTC))
            .businessKey("L-1")
            .payloadDigest(Digest.sha256(bytes));
    List.of(receivers).forEach(each -> header.receiver(each.uscc()));
    Dossier dossier =
        new Dossier(new Submission.Mq(new byte[1], new ParticipantId("insurer-a"), NOW));
    dossier.opened(
        new Opened(
            header.build(),
            new Payload.Inline(bytes),
            new Signer(POLICE_KEY.certificate(), "ECDSA-P256-SHA256", DigestAlgorithm.SHA_256),
            null));
    dossier.recipients(List.of(receivers));
    dossier.service(
        new Service(
            "fraud.lead",
            "1.0",
            "线索",
            "Lead",
            4,
            Set.of("P03"),
            List.of(
                new Service.Operation(
                    "refer",
                    Set.of(Direction.REQUEST),
                    Service.Mode.A,
                    null,
                    Service.Privacy.NONE,
                    1 << 20,
                    List.of(),
                    encryption,
                    Service.Parties.OF_THE_SERVICE))));
    dossier.sender(SENDER);
    new EncryptedContent(POLICIES).check(dossier);
  }

  private static String lead(String closed) {
    return "<Lead xmlns=\"urn:l\"><closed>" + closed + "</closed></Lead>";
  }

  private static String closed(KeyIdentity... readers) {
    return Base64.getEncoder().encodeToString(envelope(readers));
  }

  private static byte[] envelope(KeyIdentity... readers) {
    List<X509Certificate> certificates =
        java.util.Arrays.stream(readers).map(KeyIdentity::certificate).toList();
    return Trust.payloadEncryption()
        .encrypt("secret".getBytes(StandardCharsets.UTF_8), certificates);
  }

  private static KeyIdentity encryption(String name, Instant from) {
    return encryption(name, KeyKind.P_256, from);
  }

  private static KeyIdentity encryption(String name, KeyKind kind, Instant from) {
    return PKI.issuing()
        .encryption(
            new SubjectName("Kanhe Test", "encryption", name, null),
            kind,
            Validity.startingAt(from, Duration.ofDays(10)));
  }

  private static Participant participant(String id, String uscc, Role role, KeyIdentity key) {
    return new Participant(
        new ParticipantId(id),
        new Uscc(uscc),
        role,
        "331000",
        List.of(new Participant.Name(id, id, LocalDate.EPOCH, null)),
        List.of(),
        List.of(),
        List.of(key.certificate()),
        Door.MQ,
        null,
        false,
        Set.of(Environment.Actual),
        100,
        true,
        List.of(),
        Narrowing.NONE);
  }
}
