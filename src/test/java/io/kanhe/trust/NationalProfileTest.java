package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SM2 with SM3 in envelopes and notes, and what the policy makes of each algorithm. */
class NationalProfileTest {

  private static final TestPki PKI = TestPki.createSm2();
  private static final KeyIdentity SM2 = PKI.participant("met-taizhou").sm2().build();
  private static final NationalXml OTHER =
      new NationalXml("urn:example#sm2", "urn:example#sm3", Set.of(), Set.of(), false);

  private static final KanheProperties.CryptoTls TLS =
      new KanheProperties.CryptoTls(0, 0, Path.of("tls-sm2.p12"));

  @TempDir Path folder;

  @Test
  void anEnvelopeIsSignedUnderTheUsualNamesAndVerified() {
    byte[] envelope = SoapSamples.signed(SM2);
    assertThat(new String(envelope, UTF_8))
        .contains("http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3")
        .contains("http://www.chinaport.gov.cn/2022/04/xmldsig#sm3");
    VerifiedSoap verified = Trust.soapVerifier(AlgorithmPolicy.strict()).verify(envelope);
    assertThat(verified.signer())
        .isEqualTo(new Signer(SM2.certificate(), "SM2-SM3", DigestAlgorithm.SM3));
    assertThat(verified.payload()).isEqualTo(SoapSamples.canonicalPayload());
  }

  @Test
  void otherNamesAreTakenWhereTheyAreConfiguredOnly() {
    byte[] envelope =
        Trust.soapSigner(SM2, OTHER)
            .sign(
                SoapVersion.V1_2,
                SoapSamples.headerXml(),
                SoapSamples.PAYLOAD,
                SoapSamples.ACTION,
                PKI.now());
    assertCode(
        ErrorCode.ALGORITHM_FORBIDDEN,
        () -> Trust.soapVerifier(AlgorithmPolicy.strict()).verify(envelope));
    assertThat(Trust.soapVerifier(AlgorithmPolicy.strict().with(OTHER)).verify(envelope).signer())
        .isEqualTo(new Signer(SM2.certificate(), "SM2-SM3", DigestAlgorithm.SM3));
  }

  /** The 2001 of a signature that is wrong, beside the 2003 of one that is not looked at. */
  @ParameterizedTest
  @CsvSource({
    "sm2,SM2-SM3,,",
    "sm2,ECDSA-P256-SHA256,,2003",
    "sm2,SM2-SM3,changed,2001",
    "sm2,ECDSA-P256-SHA256,changed,2003",
    "p256,ECDSA-P256-SHA256,,",
    "p256,SM2-SM3,,2003",
    "p256,ECDSA-P256-SHA256,changed,2001",
    "rsa,RSA-SHA256,,",
    "rsa,RSA-SHA512,,2003",
    "rsa,RSA-SHA256,changed,2001",
    "ed25519,Ed25519,,",
    "ed25519,SM2-SM3,,2003",
    "ed25519,Ed25519,changed,2001"
  })
  void whatIsForbiddenIsToldFromWhatIsWrong(
      String key, String allowed, String change, Integer code) {
    AlgorithmPolicy policy =
        AlgorithmPolicy.strict().narrowed(Narrowing.signatures(Set.of(allowed)));
    KeyIdentity identity = identity(key);
    byte[] cms = Trust.cmsSigner(identity).sign("ORANGE".getBytes(UTF_8));
    byte[] soap = SoapSamples.signed(identity);
    if (change != null) {
      cms = new String(cms, ISO_8859_1).replace("ORANGE", "YELLOW").getBytes(ISO_8859_1);
      soap = new String(soap, UTF_8).replace("ORANGE", "YELLOW").getBytes(UTF_8);
    }
    byte[] message = cms;
    byte[] envelope = soap;
    if (code == null) {
      assertThat(Trust.cmsVerifier(policy).verify(message).signer().algorithm()).isEqualTo(allowed);
      assertThat(Trust.soapVerifier(policy).verify(envelope).signer().algorithm())
          .isEqualTo(allowed);
      return;
    }
    ErrorCode expected = code == 2001 ? ErrorCode.SIGNATURE_INVALID : ErrorCode.ALGORITHM_FORBIDDEN;
    assertCode(expected, () -> Trust.cmsVerifier(policy).verify(message));
    assertCode(expected, () -> Trust.soapVerifier(policy).verify(envelope));
  }

  @Test
  void aPolicyIsNarrowedAndNeverWidened() {
    AlgorithmPolicy national =
        AlgorithmPolicy.strict().narrowed(Narrowing.signatures(Set.of("SM2-SM3")));
    assertThat(national.signatures()).containsExactly("SM2-SM3");
    assertThatThrownBy(() -> national.narrowed(Narrowing.signatures(Set.of("RSA-SHA256"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> AlgorithmPolicy.strict().narrowed(Narrowing.signatures(Set.of("RSA-SHA1"))))
        .isInstanceOf(IllegalArgumentException.class);
    KanheProperties.CryptoXml names =
        new KanheProperties.CryptoXml("urn:a", "urn:b", List.of(), List.of(), false, true);
    assertCode(
        ErrorCode.CONFIGURATION_INVALID,
        () -> TrustConfiguration.policy(crypto(List.of(), 1024, names)));
    assertCode(
        ErrorCode.CONFIGURATION_INVALID,
        () -> TrustConfiguration.policy(crypto(List.of("RSA-SHA1"), 2048, names)));
  }

  private static KanheProperties.Crypto crypto(
      List<String> signatures, int minimumRsaBits, KanheProperties.CryptoXml names) {
    return new KanheProperties.Crypto(
        signatures, List.of(), minimumRsaBits, 256, false, List.of(), List.of(), names, TLS);
  }

  @Test
  void notesAreSignedAsTheKeyFileSays() throws IOException {
    Path file = Files.writeString(folder.resolve("log.key"), Trust.newSm2NoteKey());
    NoteSigner signer = Trust.noteSigner("kanhe.example/log", file);
    NoteVerifier verifier = Trust.noteVerifier(signer.verifierKey());
    String note = signer.sign("kanhe.example/log\n7\nAAAA\n");
    assertThat(verifier.verify(note)).isEqualTo("kanhe.example/log\n7\nAAAA\n");
    assertCode(ErrorCode.SIGNATURE_INVALID, () -> verifier.verify(note.replace("\n7\n", "\n8\n")));
    NoteVerifier other = Trust.noteVerifier(TestPki.noteSigner("kanhe.example/log").verifierKey());
    assertCode(ErrorCode.SIGNATURE_INVALID, () -> other.verify(note));
  }

  private static KeyIdentity identity(String key) {
    TestPki.Participant participant = PKI.participant("met-taizhou");
    return switch (key) {
      case "sm2" -> SM2;
      case "rsa" -> participant.rsa().build();
      case "ed25519" -> participant.ed25519().build();
      default -> participant.p256().build();
    };
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KanheException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
