package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.trust.internal.RawSignatures;
import io.kanhe.trust.internal.RawSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SM2, SM3 and certificates as openssl sees them. */
class SmInteropTest {

  private static final byte[] CONTENT = "台风预警\n".getBytes(UTF_8);
  private static final String IDENTIFIER = "distid:1234567812345678";

  private final TestPki pki = TestPki.createSm2();
  private final KeyIdentity signer = pki.participant("agency-a").sm2().build();

  @TempDir Path folder;

  @Test
  void opensslHasTheSameSm3() throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.write("content", CONTENT);
    openSsl.run("dgst", "-sm3", "-binary", "-out", "digest", "content");
    assertThat(HexFormat.of().formatHex(openSsl.read("digest")))
        .isEqualTo(HexFormat.of().formatHex(DigestAlgorithm.SM3.newDigest().digest(CONTENT)));
  }

  @Test
  void opensslVerifiesOurSignatureAndRefusesAChangedContent() throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.writeIdentity("signer", signer);
    openSsl.write("content", CONTENT);
    openSsl.write("changed", "台风警报\n".getBytes(UTF_8));
    openSsl.write("signature", new RawSigner(signer).sign(CONTENT));
    openSsl.run("x509", "-in", "signer.pem", "-noout", "-pubkey", "-out", "signer.pub");
    assertThat(verify(openSsl, "content")).isZero();
    assertThat(verify(openSsl, "changed")).isNotZero();
  }

  @Test
  void weVerifyOpensslsSignature() throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.writeIdentity("signer", signer);
    openSsl.write("content", CONTENT);
    openSsl.run(
        "dgst",
        "-sm3",
        "-sigopt",
        IDENTIFIER,
        "-sign",
        "signer.key",
        "-out",
        "by-openssl",
        "content");
    SignatureVerification verification = new RawSignatures(AlgorithmPolicy.strict());
    byte[] signature = openSsl.read("by-openssl");
    assertThat(verification.verify("SM2-SM3", signer.certificate(), CONTENT, signature)).isTrue();
    assertThat(verification.verify("SM2-SM3", signer.certificate(), new byte[1], signature))
        .isFalse();
  }

  /**
   * Link by link: openssl hands the identifier to the last certificate only and refuses any path
   * with an SM2 authority in the middle, also one that it signed itself.
   */
  @Test
  void opensslVerifiesTheCertificatePath() throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.write("root.pem", Trust.pem(pki.anchors().subList(0, 1)).getBytes(UTF_8));
    openSsl.write("issuing.pem", Trust.pem(pki.anchors().subList(1, 2)).getBytes(UTF_8));
    openSsl.write("signer.pem", Trust.pem(signer.chain().subList(0, 1)).getBytes(UTF_8));
    assertThat(verifyLink(openSsl, "root.pem", "issuing.pem")).isZero();
    assertThat(verifyLink(openSsl, "issuing.pem", "signer.pem")).isZero();
    assertThat(verifyLink(openSsl, "root.pem", "signer.pem")).isNotZero();
  }

  private static int verifyLink(OpenSsl openSsl, String authority, String certificate)
      throws IOException {
    return openSsl.exitCode(
        "verify", "-vfyopt", IDENTIFIER, "-partial_chain", "-trusted", authority, certificate);
  }

  private static int verify(OpenSsl openSsl, String content) throws IOException {
    return openSsl.exitCode(
        "dgst",
        "-sm3",
        "-sigopt",
        IDENTIFIER,
        "-verify",
        "signer.pub",
        "-signature",
        "signature",
        content);
  }
}
