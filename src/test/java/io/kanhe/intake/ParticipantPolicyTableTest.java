package io.kanhe.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Narrowing;
import io.kanhe.trust.Signer;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each setting of {@code algorithms:} in a participant's file with a message that the gateway
 * allows and the participant does not (2003), one that both allow, and both of them changed (2001).
 */
class ParticipantPolicyTableTest {

  private static final TestPki PKI = TestPki.create();
  private static final KeyIdentity RSA_2048 = PKI.participant("met-taizhou").rsa().build();
  private static final KeyIdentity RSA_3072 = PKI.participant("met-taizhou").rsa(3072).build();
  private static final KeyIdentity P256 = PKI.participant("met-taizhou").build();
  private static final KeyIdentity P384 = PKI.participant("met-taizhou").p384().build();
  private static final KeyIdentity ED25519 = PKI.participant("met-taizhou").ed25519().build();
  private static final KeyIdentity SM2 = PKI.participant("met-taizhou").sm2().build();
  private static final KeyIdentity NO_COMMITMENT =
      PKI.participant("met-taizhou").forUsage(0x80).build();

  static Stream<Arguments> settings() {
    return Stream.of(
        row("signatures: [SM2-SM3]", Narrowing.signatures(Set.of("SM2-SM3")), P256, SM2),
        row("signatures: [Ed25519]", Narrowing.signatures(Set.of("Ed25519")), SM2, ED25519),
        row("digests: [SM3]", digests(DigestAlgorithm.SM3), RSA_2048, SM2),
        row("digests: [SHA-256]", digests(DigestAlgorithm.SHA_256), SM2, P256),
        row("digests: [SHA-256]", digests(DigestAlgorithm.SHA_256), P384, RSA_2048),
        row("digests: [SHA-512]", digests(DigestAlgorithm.SHA_512), P256, ED25519),
        row("minimumRsaBits: 3072", bits(3072, 0), RSA_2048, RSA_3072),
        row("minimumRsaBits: 4096", bits(4096, 0), RSA_3072, P256),
        row("minimumEcBits: 384", bits(0, 384), P256, P384),
        row("minimumEcBits: 384", bits(0, 384), SM2, RSA_2048),
        row("minimumEcBits: 384", bits(0, 384), ED25519, P384),
        row("nonRepudiation: true", usage(), NO_COMMITMENT, P256));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void whatAParticipantForbidsIs2003AndWhatIsWrongIs2001(
      String setting, Narrowing narrowing, KeyIdentity forbidden, KeyIdentity allowed) {
    CmsVerifier gateway = Trust.cmsVerifier(AlgorithmPolicy.strict());
    Partners partners = new Partners();
    partners.narrow("met-taizhou", narrowing);
    ParticipantPolicies policies = new ParticipantPolicies(partners, AlgorithmPolicy.strict());
    AlgorithmPolicy own =
        policies.of(partners.bySigningCertificate(certificate(partners)).orElseThrow());

    Signer refused = gateway.verify(signed(forbidden)).signer();
    assertCode(ErrorCode.ALGORITHM_FORBIDDEN, () -> own.require(refused));
    Signer taken = gateway.verify(signed(allowed)).signer();
    assertThatCode(() -> own.require(taken)).doesNotThrowAnyException();
    for (KeyIdentity each : Set.of(forbidden, allowed)) {
      byte[] changed = changed(signed(each));
      assertCode(ErrorCode.SIGNATURE_INVALID, () -> gateway.verify(changed));
    }
  }

  @Test
  void whatIsWiderThanTheGatewayEndsTheStart() {
    AlgorithmPolicy gateway =
        AlgorithmPolicy.strict()
            .narrowed(
                new Narrowing(
                    Set.of("SM2-SM3", "RSA-SHA256"),
                    Set.of(DigestAlgorithm.SM3, DigestAlgorithm.SHA_256),
                    3072,
                    384,
                    false,
                    true,
                    Set.of("SM4-GCM"),
                    Set.of("SM2")));
    refused(gateway, Narrowing.signatures(Set.of("SM2-SM3", "Ed25519")), "signatures");
    refused(gateway, digests(DigestAlgorithm.SHA_384), "digests");
    refused(gateway, bits(2048, 0), "minimumRsaBits 2048");
    refused(gateway, bits(0, 256), "minimumEcBits 256");
    refused(gateway, of(true, null, Set.of(), Set.of()), "prefixLists true");
    refused(gateway, of(null, false, Set.of(), Set.of()), "nonRepudiation false");
    refused(gateway, of(null, null, Set.of("AES-256-GCM"), Set.of()), "contentCiphers");
    refused(gateway, of(null, null, Set.of(), Set.of("ECDH")), "keyTransports");
    Partners partners = new Partners();
    partners.narrow("insurer-b", Narrowing.signatures(Set.of("SM2-SM3")));
    assertThatCode(() -> new ParticipantPolicies(partners, gateway)).doesNotThrowAnyException();
  }

  @Test
  void settingsThatLeaveNothingEndTheStart() {
    AlgorithmPolicy gateway = AlgorithmPolicy.strict();
    Narrowing nothing =
        new Narrowing(
            Set.of("SM2-SM3"),
            Set.of(DigestAlgorithm.SHA_256),
            0,
            0,
            null,
            null,
            Set.of(),
            Set.of());
    refused(gateway, nothing, "no signature is left");
    refused(gateway, of(null, null, Set.of("SM4-GCM"), Set.of("ECDH")), "SM4-GCM with SM2");
  }

  private static void refused(AlgorithmPolicy gateway, Narrowing narrowing, String reason) {
    Partners partners = new Partners();
    partners.narrow("insurer-b", narrowing);
    assertThatThrownBy(() -> new ParticipantPolicies(partners, gateway))
        .hasMessageContaining("insurer-b.yaml")
        .hasMessageContaining(reason)
        .hasMessageContaining("allow it in kanhe.crypto")
        .extracting(problem -> ((KanheException) problem).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }

  private static java.security.cert.X509Certificate certificate(Partners partners) {
    return partners.key("met-taizhou").certificate();
  }

  private static byte[] signed(KeyIdentity sender) {
    return Trust.cmsSigner(sender).sign("ORANGE".getBytes(UTF_8));
  }

  private static byte[] changed(byte[] bytes) {
    return new String(bytes, ISO_8859_1).replace("ORANGE", "YELLOW").getBytes(ISO_8859_1);
  }

  private static Arguments row(
      String setting, Narrowing narrowing, KeyIdentity forbidden, KeyIdentity allowed) {
    return Arguments.of(setting, narrowing, forbidden, allowed);
  }

  private static Narrowing digests(DigestAlgorithm digest) {
    return new Narrowing(Set.of(), Set.of(digest), 0, 0, null, null, Set.of(), Set.of());
  }

  private static Narrowing bits(int rsa, int ec) {
    return new Narrowing(Set.of(), Set.of(), rsa, ec, null, null, Set.of(), Set.of());
  }

  private static Narrowing usage() {
    return of(null, true, Set.of(), Set.of());
  }

  private static Narrowing of(
      Boolean lists, Boolean nonRepudiation, Set<String> ciphers, Set<String> transports) {
    return new Narrowing(Set.of(), Set.of(), 0, 0, lists, nonRepudiation, ciphers, transports);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KanheException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
