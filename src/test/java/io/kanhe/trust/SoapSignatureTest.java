package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.HeaderCodec;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoapSignatureTest {

  private static TestPki pki;
  private static KeyIdentity rsa;
  private static KeyIdentity p256;
  private static KeyIdentity p384;

  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

  @BeforeAll
  static void makeKeys() {
    pki = TestPki.create();
    rsa = pki.participant("met-taizhou").rsa().build();
    p256 = pki.participant("met-taizhou").build();
    p384 = pki.participant("met-taizhou").p384().build();
  }

  @ParameterizedTest
  @CsvSource({
    "RSA-SHA256,V1_1",
    "RSA-SHA256,V1_2",
    "ECDSA-P256-SHA256,V1_1",
    "ECDSA-P256-SHA256,V1_2",
    "ECDSA-P384-SHA384,V1_2"
  })
  void verifiesWhatItSigned(String algorithm, SoapVersion version) {
    KeyIdentity identity =
        algorithm.startsWith("RSA") ? rsa : algorithm.startsWith("ECDSA-P256") ? p256 : p384;

    VerifiedSoap verified =
        verifier.verify(SoapSamples.signed(identity, version, SoapSamples.ACTION));

    assertThat(verified.version()).isEqualTo(version);
    assertThat(HeaderCodec.read(verified.header())).isEqualTo(SoapSamples.header());
    assertThat(verified.payload()).isEqualTo(SoapSamples.canonicalPayload());
    assertThat(verified.signer().certificate()).isEqualTo(identity.certificate());
    assertThat(verified.signer().algorithm()).isEqualTo(algorithm);
    assertThat(verified.signer().form().prefixLists()).isFalse();
    assertThat(verified.wsaAction()).isEqualTo(SoapSamples.ACTION);
    assertThat(verified.wsaMessageId()).isEqualTo("urn:uuid:" + SoapSamples.header().messageId());
    assertThat(verified.created()).isEqualTo(SoapSamples.CREATED);
    assertThat(verified.expires()).isEqualTo(SoapSamples.CREATED.plus(Duration.ofMinutes(5)));
  }

  @Test
  void digestOfTheHeaderFitsTheVerifiedPayload() {
    VerifiedSoap verified = verifier.verify(SoapSamples.signed(p256));

    assertThat(HeaderCodec.read(verified.header()).payloadDigest().matches(verified.payload()))
        .isTrue();
  }

  @Test
  void writesNoAddressingWithoutAnAction() {
    VerifiedSoap verified = verifier.verify(SoapSamples.signed(p256, SoapVersion.V1_2, null));

    assertThat(verified.wsaAction()).isNull();
    assertThat(verified.wsaMessageId()).isNull();
  }

  @Test
  void refusesOtherKeysAndCurves() {
    assertRefused(
        SoapSamples.signed(pki.participant("weak").rsa(1024).build()),
        ErrorCode.ALGORITHM_FORBIDDEN);
    assertThatThrownBy(() -> Trust.soapSigner(pki.participant("odd").ec(521).build()))
        .isInstanceOf(KanheException.class);
  }

  @Test
  void refusesAnAlgorithmThatDoesNotFitTheKey() {
    String ecdsa = new String(SoapSamples.signed(p256), UTF_8);

    assertRefused(
        ecdsa.replace("#ecdsa-sha256", "#rsa-sha256").getBytes(UTF_8),
        ErrorCode.ALGORITHM_FORBIDDEN);
    assertRefused(
        ecdsa.replace("#ecdsa-sha256", "#ecdsa-sha384").getBytes(UTF_8),
        ErrorCode.ALGORITHM_FORBIDDEN);
  }

  @Test
  void narrowsToThePolicy() {
    AlgorithmPolicy narrow =
        new AlgorithmPolicy(Set.of("RSA-SHA512"), AlgorithmPolicy.strict().digests(), 3072);

    assertThatThrownBy(() -> Trust.soapVerifier(narrow).verify(SoapSamples.signed(p256)))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN));
  }

  @Test
  void neverTakesAChangedByteForAnotherMessage() {
    byte[] signed = SoapSamples.signed(p256);
    VerifiedSoap original = verifier.verify(signed);
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      byte[] changed = signed.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        VerifiedSoap verified = verifier.verify(changed);
        assertThat(verified.header()).isEqualTo(original.header());
        assertThat(verified.payload()).isEqualTo(original.payload());
        assertThat(verified.wsaAction()).isEqualTo(original.wsaAction());
        assertThat(verified.created()).isEqualTo(original.created());
        assertThat(verified.signer()).isEqualTo(original.signer());
      } catch (KanheException e) {
        assertThat(e.code().isSendersFault()).isTrue();
      }
    }
  }

  @Test
  void refusesAPayloadThatBringsAnIdOfTheSignature() {
    assertThatThrownBy(
            () ->
                Trust.soapSigner(p256)
                    .sign(
                        SoapVersion.V1_2,
                        SoapSamples.headerXml(),
                        "<x id='kanhe-body'/>",
                        null,
                        SoapSamples.CREATED))
        .isInstanceOf(KanheException.class);
  }

  private void assertRefused(byte[] envelope, ErrorCode code) {
    assertThatThrownBy(() -> verifier.verify(envelope))
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
