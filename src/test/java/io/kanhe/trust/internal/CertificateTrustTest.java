package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_UNTRUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTrustTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final TestPki PKI = TestPki.create(NOW);
  private static final String EMAIL = "1.3.6.1.5.5.7.3.4";
  private static final String DOCUMENTS = "1.3.6.1.5.5.7.3.36";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int KEY_ENCIPHERMENT = 0x20;

  private final CertificateTrust trust = PKI.trust();

  static Stream<Arguments> trusted() {
    return Stream.of(
        Arguments.of("P-256", signer()),
        Arguments.of("RSA", PKI.participant("a").rsa().build()),
        Arguments.of(
            "without extended usage", PKI.participant("a").forUsage(DIGITAL_SIGNATURE).build()),
        Arguments.of(
            "for documents", PKI.participant("a").forUsage(DIGITAL_SIGNATURE, DOCUMENTS).build()),
        Arguments.of(
            "for TLS and mail",
            PKI.participant("a").forUsage(DIGITAL_SIGNATURE, CLIENT, EMAIL).build()),
        Arguments.of(
            "issued by the root", PKI.participant("a").issuedBy(PKI.root().identity()).build()));
  }

  static Stream<Arguments> untrusted() {
    TestPki others = TestPki.create(NOW);
    KeyIdentity leaf = signer();
    return Stream.of(
        Arguments.of("expired", PKI.participant("a").expired().build(), "expired"),
        Arguments.of("not yet valid", PKI.participant("a").notYetValid().build(), "not yet valid"),
        Arguments.of("for TLS only", PKI.participant("a").forTls().build(), "extended key usage"),
        Arguments.of(
            "for client TLS",
            PKI.participant("a").forUsage(DIGITAL_SIGNATURE, CLIENT).build(),
            "extended key usage"),
        Arguments.of(
            "for time stamps", PKI.participant("a").forTimestamps().build(), "extended key usage"),
        Arguments.of(
            "for encryption",
            PKI.participant("a").forUsage(KEY_ENCIPHERMENT).build(),
            "digitalSignature"),
        Arguments.of("an authority", PKI.issuing().identity(), "digitalSignature"),
        Arguments.of(
            "other authority of the same name", others.participant("a").build(), "no path"),
        Arguments.of("self-signed", PKI.participant("a").selfSigned().build(), "no path"),
        Arguments.of(
            "issued by an unknown authority",
            PKI.participant("b").issuedBy(leaf).build(),
            "no path"),
        Arguments.of(
            "signed with SHA-1",
            PKI.participant("a").certificateSignedWith("SHA1withECDSA").build(),
            "weak"),
        Arguments.of("RSA of 1024 bits", PKI.participant("a").rsa(1024).build(), "2048"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void trusted(String kind, KeyIdentity identity) {
    trust.check(identity.certificate(), NOW);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void untrusted(String defect, KeyIdentity identity, String reason) {
    assertUntrusted(trust, identity, NOW, reason);
  }

  @Test
  void refusesACertificateIssuedByALeafEvenIfTheLeafIsConfigured() {
    KeyIdentity leaf = signer();
    KeyIdentity below = PKI.participant("b").issuedBy(leaf).build();

    assertUntrusted(trustWith(leaf.certificate()), below, NOW, "RFC 5280");
  }

  @Test
  void refusesAnAuthorityBelowOneOfPathLengthZero() {
    KeyIdentity tooDeep = PKI.participant("Sub CA").forAuthority(0).build();
    KeyIdentity below = PKI.participant("b").issuedBy(tooDeep).build();

    assertUntrusted(trustWith(tooDeep.certificate()), below, NOW, "RFC 5280");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withRSA", "MD5withRSA"})
  void refusesACertificateOrAnAuthoritySignedByAWeakAlgorithm(String algorithm) {
    KeyIdentity rsaRoot = PKI.participant("Old Root").rsa().selfSigned().forAuthority(1).build();
    KeyIdentity authority =
        PKI.participant("Old CA").rsa().issuedBy(rsaRoot).forAuthority(0).build();
    KeyIdentity weak =
        PKI.participant("a").issuedBy(authority).certificateSignedWith(algorithm).build();
    KeyIdentity weakAuthority =
        PKI.participant("Weak CA")
            .rsa()
            .issuedBy(rsaRoot)
            .forAuthority(0)
            .certificateSignedWith(algorithm)
            .build();
    KeyIdentity below = PKI.participant("b").issuedBy(weakAuthority).build();
    CertificateTrust both =
        Trust.certificateTrust(
            List.of(rsaRoot.certificate(), authority.certificate(), weakAuthority.certificate()));

    both.check(PKI.participant("c").issuedBy(authority).build().certificate(), NOW);
    assertUntrusted(both, weak, NOW, "weak");
    assertUntrusted(both, below, NOW, "weak");
  }

  @Test
  void refusesAPathWhoseAuthorityIsExpired() {
    KeyIdentity old =
        PKI.participant("Old CA").issuedBy(PKI.root().identity()).forAuthority(0).expired().build();
    KeyIdentity below = PKI.participant("b").issuedBy(withoutAnchor(old)).build();

    assertUntrusted(trustWith(old.certificate()), below, NOW, "issuing certificate was expired");
  }

  @Test
  void answersForTheGivenInstantWhateverItAnsweredBefore() {
    Validity oneHour = Validity.startingAt(NOW, Duration.ofHours(1));
    KeyIdentity identity = PKI.participant("a").during(oneHour).build();

    trust.check(identity.certificate(), NOW.plusSeconds(60));
    assertUntrusted(trust, identity, NOW.plus(Duration.ofHours(2)), "expired");
    assertUntrusted(trust, identity, NOW.minusSeconds(60), "not yet valid");
    trust.check(identity.certificate(), oneHour.notAfter());
    trust.check(identity.certificate(), oneHour.notBefore());
  }

  @Test
  void aRefusalIsNotRemembered() {
    KeyIdentity identity = PKI.participant("a").notYetValid().build();

    assertUntrusted(trust, identity, NOW, "not yet valid");
    trust.check(identity.certificate(), NOW.plus(Duration.ofDays(2)));
  }

  @Test
  void thePathLeadsFromTheSignerToTheAnchor() {
    KeyIdentity identity = signer();

    assertThat(trust.path(identity.certificate()))
        .containsExactly(
            identity.certificate(), PKI.issuing().certificate(), PKI.root().certificate());
  }

  @Test
  void anExpiredCertificateStillHasAPath() {
    assertThat(trust.path(PKI.participant("a").expired().build().certificate())).hasSize(3);
  }

  @Test
  void refusesThePathOfAStranger() {
    assertThatThrownBy(() -> trust.path(PKI.participant("a").selfSigned().build().certificate()))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("no path");
  }

  @Test
  void needsAnAnchor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trust.certificateTrust(List.of(PKI.issuing().certificate())));
  }

  private static KeyIdentity signer() {
    return PKI.participant("agency-a").build();
  }

  private static KeyIdentity withoutAnchor(KeyIdentity identity) {
    return new KeyIdentity(identity.key(), identity.chain().subList(0, 1));
  }

  private static CertificateTrust trustWith(X509Certificate further) {
    List<X509Certificate> configured = new ArrayList<>(PKI.anchors());
    configured.add(further);
    return Trust.certificateTrust(configured);
  }

  private static void assertUntrusted(
      CertificateTrust trust, KeyIdentity identity, Instant at, String reason) {
    assertThatThrownBy(() -> trust.check(identity.certificate(), at))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(CERTIFICATE_UNTRUSTED))
        .hasMessageContaining(reason);
  }
}
