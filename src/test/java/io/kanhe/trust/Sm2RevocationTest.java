package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.CryptoProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All of {@link RevocationTest} where certificates, lists and answers are signed by SM2 with SM3.
 */
class Sm2RevocationTest extends RevocationTest {

  private static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";

  @Override
  TestPki newPki() {
    return TestPki.createSm2();
  }

  @Override
  KeyIdentity newSigner(TestPki authorities) {
    return authorities.participant("met-taizhou").sm2().build();
  }

  @Override
  String weakAlgorithm() {
    return "SHA256withSM2";
  }

  /** openssl hands the identifier of SM2 to neither {@code ocsp} nor {@code crl}: by hand. */
  @Test
  @Override
  void opensslAgrees(@TempDir Path folder) throws IOException {
    OpenSsl openssl = OpenSsl.in(folder);
    X509CRL list = list();
    assertThat(list.getSigAlgOID()).isEqualTo(SM2_WITH_SM3);
    openssl.write("ca.pem", Trust.pem(List.of(pki().issuing().certificate())).getBytes(UTF_8));
    openssl.run("x509", "-in", "ca.pem", "-noout", "-pubkey", "-out", "ca.pub");
    openssl.write("signature", list.getSignature());
    openssl.write("signed", signed(list));
    assertThat(verify(openssl, "1234567812345678")).isZero();
    assertThat(verify(openssl, "8765432187654321")).isNotZero();
  }

  private static int verify(OpenSsl openssl, String identifier) throws IOException {
    return openssl.exitCode(
        "dgst",
        "-sm3",
        "-sigopt",
        "distid:" + identifier,
        "-verify",
        "ca.pub",
        "-signature",
        "signature",
        "signed");
  }

  private X509CRL list() {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509", CryptoProvider.get())
              .generateCRL(new ByteArrayInputStream(status().list()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signed(X509CRL list) {
    try {
      return list.getTBSCertList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Partners may keep keys of the usual kinds under a national authority. */
  @Test
  void keysOfOtherKindsUnderAnSm2AuthorityAreJudgedToo() {
    CertificateTrust trust = trust(RevocationPolicy.Mode.OCSP_THEN_CRL, Duration.ZERO);
    CertificateTrust byList = trust(RevocationPolicy.Mode.CRL, Duration.ZERO);
    for (KeyIdentity each :
        List.of(
            pki().participant("rsa").rsa().build(),
            pki().participant("p-256").build(),
            pki().participant("ed25519").ed25519().build())) {
      assertThat(trust.check(each.certificate(), Instant.now()).answers()).hasSize(2);
      assertThat(byList.check(each.certificate(), Instant.now()).answers()).hasSize(2);
      status().revoke(each.certificate());
      assertThatThrownBy(
              () ->
                  trust(RevocationPolicy.Mode.CRL, Duration.ZERO)
                      .check(each.certificate(), Instant.now()))
          .hasMessageContaining("revoked");
    }
  }
}
