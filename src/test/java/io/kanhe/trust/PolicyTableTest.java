package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each setting of {@code kanhe.crypto} with a message that the default takes and it does not: 2003,
 * also for a copy that is changed, while the default says 2001 of the copy.
 */
class PolicyTableTest {

  private static final TestPki PKI = TestPki.create();
  private static final KeyIdentity RSA_2048 = PKI.participant("met-taizhou").rsa().build();
  private static final KeyIdentity P256 = PKI.participant("met-taizhou").build();
  private static final KeyIdentity P384 = PKI.participant("met-taizhou").p384().build();
  private static final KeyIdentity ED25519 = PKI.participant("met-taizhou").ed25519().build();
  private static final KeyIdentity SM2 = PKI.participant("met-taizhou").sm2().build();

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of("signatures: [SM2-SM3]", P256, crypto(List.of("SM2-SM3"), List.of(), 2048)),
        Arguments.of("signatures: [SM2-SM3]", ED25519, crypto(List.of("SM2-SM3"), List.of(), 2048)),
        Arguments.of(
            "signatures: [ECDSA-P256-SHA256]",
            SM2,
            crypto(List.of("ECDSA-P256-SHA256"), List.of(), 2048)),
        Arguments.of(
            "signatures: [RSA-SHA512]", RSA_2048, crypto(List.of("RSA-SHA512"), List.of(), 2048)),
        Arguments.of("digests: [SM3]", RSA_2048, crypto(List.of(), List.of("SM3"), 2048)),
        Arguments.of("digests: [SHA-256]", SM2, crypto(List.of(), List.of("SHA-256"), 2048)),
        Arguments.of("digests: [SHA-256]", P384, crypto(List.of(), List.of("SHA-256"), 2048)),
        Arguments.of("minimum-rsa-bits: 3072", RSA_2048, crypto(List.of(), List.of(), 3072)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void whatASettingForbidsIs2003AndWhatIsWrongIs2001(
      String setting, KeyIdentity sender, KanheProperties.Crypto crypto) {
    AlgorithmPolicy usual = TrustConfiguration.policy(crypto(List.of(), List.of(), 2048));
    AlgorithmPolicy narrow = TrustConfiguration.policy(crypto);
    byte[] cms = Trust.cmsSigner(sender).sign("ORANGE".getBytes(UTF_8));
    byte[] changedCms = changed(cms);
    byte[] soap = SoapSamples.signed(sender);
    byte[] changedSoap = changed(soap);

    Trust.cmsVerifier(usual).verify(cms);
    Trust.soapVerifier(usual).verify(soap);
    assertCode(ErrorCode.SIGNATURE_INVALID, () -> Trust.cmsVerifier(usual).verify(changedCms));
    assertCode(ErrorCode.SIGNATURE_INVALID, () -> Trust.soapVerifier(usual).verify(changedSoap));
    for (byte[] each : List.of(cms, changedCms)) {
      assertCode(ErrorCode.ALGORITHM_FORBIDDEN, () -> Trust.cmsVerifier(narrow).verify(each));
    }
    assertCode(ErrorCode.ALGORITHM_FORBIDDEN, () -> Trust.soapVerifier(narrow).verify(soap));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void aGatewayWhoseOwnKeyTheSettingForbidsDoesNotStart(
      String setting, KeyIdentity own, KanheProperties.Crypto crypto) {
    Clock clock = Clock.systemUTC();
    AlgorithmPolicy usual = TrustConfiguration.policy(crypto(List.of(), List.of(), 2048));
    AlgorithmPolicy narrow = TrustConfiguration.policy(crypto);

    assertThat(TrustConfiguration.suited(own, usual, clock)).isSameAs(own);
    assertThatThrownBy(() -> TrustConfiguration.suited(own, narrow, clock))
        .isInstanceOf(KanheException.class)
        .hasMessageContainingAll("kanhe.crypto", "kanhe.keys.signing")
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }

  @Test
  void prefixListsAreTakenUnlessForbidden() throws Exception {
    byte[] soap = SoapInteropTest.signedByWss4j(SoapVersion.V1_2, P256, ECDSA_SHA256);
    assertThat(new String(soap, UTF_8)).contains("InclusiveNamespaces");
    AlgorithmPolicy strict = AlgorithmPolicy.strict();
    assertThat(Trust.soapVerifier(strict).verify(soap).signer().certificate())
        .isEqualTo(P256.certificate());
    assertCode(
        ErrorCode.ALGORITHM_FORBIDDEN,
        () -> Trust.soapVerifier(strict.narrowed(NO_LISTS)).verify(soap));
    Signer signer = Trust.soapVerifier(strict).verify(soap).signer();
    assertCode(ErrorCode.ALGORITHM_FORBIDDEN, () -> strict.narrowed(NO_LISTS).require(signer));
    Signer plain = Trust.soapVerifier(strict).verify(SoapSamples.signed(P256)).signer();
    strict.narrowed(NO_LISTS).require(plain);
  }

  private static final Narrowing NO_LISTS =
      new Narrowing(Set.of(), Set.of(), 0, 0, false, null, Set.of(), Set.of());

  /** The references of a SOAP signature count, not its own hash alone. */
  @Test
  void digestsOfReferencesAreHeldToThePolicyToo() {
    Signer sm2 =
        Trust.soapVerifier(AlgorithmPolicy.strict()).verify(SoapSamples.signed(SM2)).signer();
    Signer p384 =
        Trust.soapVerifier(AlgorithmPolicy.strict()).verify(SoapSamples.signed(P384)).signer();
    assertThat(sm2.form().digests()).containsExactly(DigestAlgorithm.SM3);
    assertThat(p384.form().digests())
        .containsExactlyInAnyOrder(DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_384);
  }

  private static final String ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

  /** A certificate that is not for signatures is refused as such, whoever issued it: 2007. */
  @Test
  void keyUsageIsAskedOfTheCertificate() {
    KeyIdentity encryptionOnly = PKI.participant("met-taizhou").forUsage(0x20).build();
    KeyIdentity tls = PKI.participant("met-taizhou").forTls().build();
    for (KeyIdentity each : List.of(encryptionOnly, tls)) {
      Signer signer =
          Trust.cmsVerifier(AlgorithmPolicy.strict())
              .verify(Trust.cmsSigner(each).sign("x".getBytes(UTF_8)))
              .signer();
      assertCode(
          ErrorCode.CERTIFICATE_UNTRUSTED,
          () -> PKI.trust().check(signer.certificate(), PKI.now()));
    }
  }

  @Test
  void nothingWidensTheList() {
    assertCode(
        ErrorCode.CONFIGURATION_INVALID,
        () -> TrustConfiguration.policy(crypto(List.of(), List.of("SHA-1"), 2048)));
    assertCode(
        ErrorCode.CONFIGURATION_INVALID,
        () -> TrustConfiguration.policy(crypto(List.of("HMAC-SHA256"), List.of(), 2048)));
    assertCode(
        ErrorCode.CONFIGURATION_INVALID,
        () -> TrustConfiguration.policy(crypto(List.of(), List.of(), 2047)));
  }

  private static KanheProperties.Crypto crypto(
      List<String> signatures, List<String> digests, int minimumRsaBits) {
    NationalXml usual = NationalXml.standard();
    return new KanheProperties.Crypto(
        signatures,
        digests,
        minimumRsaBits,
        256,
        false,
        List.of(),
        List.of(),
        new KanheProperties.CryptoXml(
            usual.signature(), usual.digest(), List.of(), List.of(), false, true),
        new KanheProperties.CryptoTls(0, 0, java.nio.file.Path.of("tls-sm2.p12")));
  }

  private static byte[] changed(byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.replace("ORANGE", "YELLOW").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KanheException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
