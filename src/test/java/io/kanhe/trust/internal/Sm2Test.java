package io.kanhe.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.PemCertificates;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import io.kanhe.trust.VerifiedContent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECPrivateKeySpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SM2 and SM3 by the standards' own examples, and through the keys and messages of the gateway. */
class Sm2Test {

  private static final TestPki PKI = TestPki.createSm2();
  private static final KeyIdentity SIGNER = PKI.participant("agency-a").sm2().build();
  private static final byte[] CONTENT = "汛情 warning".getBytes(StandardCharsets.UTF_8);
  private static final HexFormat HEX = HexFormat.of();

  @TempDir Path folder;

  @Test
  void sm3HasTheDigestsOfTheStandardsExamples() {
    assertThat(sm3("abc"))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(sm3("abcd".repeat(16)))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  /** GB/T 32918.5-2017, annex A.2. */
  @Test
  void sm2VerifiesTheSignatureOfTheStandardsExample() throws Exception {
    byte[] message = "message digest".getBytes(StandardCharsets.US_ASCII);
    byte[] signature =
        StandardDSAEncoding.INSTANCE.encode(
            KeyFamily.SM2.order(),
            number("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"),
            number("B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"));
    assertThat(SignatureScheme.SM2_SM3.verifies(exampleKey(), message, signature)).isTrue();
    message[0] ^= 1;
    assertThat(SignatureScheme.SM2_SM3.verifies(exampleKey(), message, signature)).isFalse();
  }

  @Test
  void theExamplesPrivateKeyMakesSignaturesThatItsPublicKeyVerifies() throws Exception {
    var curve = curve();
    PrivateKey key =
        KeyFactory.getInstance("EC", BouncyCastle.PROVIDER)
            .generatePrivate(
                new ECPrivateKeySpec(
                    number("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"),
                    curve));
    var signature = SignatureScheme.SM2_SM3.newSignature(key);
    signature.update(CONTENT);
    assertThat(SignatureScheme.SM2_SM3.verifies(exampleKey(), CONTENT, signature.sign())).isTrue();
  }

  @Test
  void keysAndCertificatesSurviveTheirFiles() throws Exception {
    Path p12 = folder.resolve("signing.p12");
    Files.write(p12, Trust.keyStore(SIGNER, "secret".toCharArray()));
    KeyIdentity read = Trust.loadKeyIdentity(p12, "secret".toCharArray());
    assertThat(read.chain()).isEqualTo(SIGNER.chain().subList(0, 2));
    assertThat(read.key()).isEqualTo(SIGNER.key());
    Path pem = folder.resolve("signing.pem");
    Files.writeString(pem, Trust.pem(read.chain()));
    assertThat(Trust.readCertificates(pem)).isEqualTo(read.chain());
    assertThat(PemCertificates.read(pem)).isEqualTo(read.chain());
    assertThat(read.certificate().getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
    assertThatThrownBy(() -> Trust.loadKeyIdentity(p12, "other".toCharArray()))
        .hasMessageContaining("cannot use");
  }

  @Test
  void theStoreOfAnAuthorityLeavesNoNameInTheStoresOfItsMembers() throws Exception {
    Validity life =
        Validity.startingAt(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(900));
    CertificateAuthority issuing =
        CertificateAuthority.root(name("Root CA"), KeyKind.SM2, life)
            .issuing(name("Issuing CA"), KeyKind.SM2, life);
    char[] password = "secret".toCharArray();
    Files.write(folder.resolve("ca.p12"), Trust.keyStore(issuing.identity(), password));
    KeyIdentity member = issuing.signing(name("member"), KeyKind.SM2, life);
    Path p12 = folder.resolve("member.p12");
    Files.write(p12, Trust.keyStore(member, password));
    KeyIdentity read = Trust.loadKeyIdentity(p12, password);
    assertThat(read.certificate()).isEqualTo(member.certificate());
    byte[] signed = Trust.cmsSigner(read).sign(CONTENT);
    assertThat(Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(signed).content())
        .isEqualTo(CONTENT);
  }

  private static SubjectName name(String commonName) {
    return new SubjectName("勘合测试(示例)", "test", commonName, null);
  }

  @Test
  void signsAndVerifiesMessages() {
    byte[] signed = Trust.cmsSigner(SIGNER).sign(CONTENT);
    VerifiedContent verified = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(signed);
    assertThat(verified.content()).isEqualTo(CONTENT);
    assertThat(verified.signer().algorithm()).isEqualTo("SM2-SM3");
    PKI.trust().check(verified.signer().certificate(), PKI.now());
    assertThat(PKI.trust().path(verified.signer().certificate())).hasSize(3);
  }

  @Test
  void ed25519SignsAndVerifiesMessages() {
    KeyIdentity signer = TestPki.create().participant("agency-b").ed25519().build();
    byte[] signed = Trust.cmsSigner(signer).sign(CONTENT);
    VerifiedContent verified = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(signed);
    assertThat(verified.content()).isEqualTo(CONTENT);
    assertThat(verified.signer().algorithm()).isEqualTo("Ed25519");
  }

  private static String sm3(String text) {
    return HEX.formatHex(
        DigestAlgorithm.SM3.newDigest().digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static PublicKey exampleKey() throws GeneralSecurityException {
    var curve = curve();
    return KeyFactory.getInstance("EC", BouncyCastle.PROVIDER)
        .generatePublic(
            new ECPublicKeySpec(
                curve
                    .getCurve()
                    .createPoint(
                        number("09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"),
                        number("CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13")),
                curve));
  }

  private static ECNamedCurveParameterSpec curve() {
    var parameters = GMNamedCurves.getByName("sm2p256v1");
    return new ECNamedCurveParameterSpec(
        "sm2p256v1", parameters.getCurve(), parameters.getG(), parameters.getN());
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex, 16);
  }
}
