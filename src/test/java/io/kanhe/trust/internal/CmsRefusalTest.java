package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.LIMIT_EXCEEDED;
import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;
import static io.kanhe.platform.ErrorCode.SIGNATURE_MISSING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.OpenSsl;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CmsRefusalTest {

  private static final TestPki PKI = TestPki.create();
  private static final KeyIdentity P256 = PKI.participant("agency-a").build();
  private static final KeyIdentity P384 = PKI.participant("agency-b").p384().build();
  private static final KeyIdentity RSA = PKI.participant("insurer-a").rsa().build();
  private static final byte[] CONTENT = "<k:Message>orange</k:Message>".getBytes(UTF_8);
  private static final byte[] GOOD = Trust.cmsSigner(P256).sign(CONTENT);
  private static final byte[] DIGEST = DigestAlgorithm.SHA_256.newDigest().digest(CONTENT);

  private final CmsVerifier verifier = Trust.cmsVerifier(AlgorithmPolicy.strict());

  static Stream<Arguments> structures() throws Exception {
    return Stream.of(
        bad("empty", MALFORMED, new byte[0]),
        bad("not ASN.1", MALFORMED, CONTENT),
        bad("cut off", MALFORMED, Arrays.copyOf(GOOD, GOOD.length - 1)),
        bad("a byte after it", MALFORMED, Arrays.copyOf(GOOD, GOOD.length + 1)),
        bad("a second message after it", MALFORMED, twice(GOOD)),
        bad("nested too deeply", MALFORMED, nested()),
        bad("another ASN.1 structure", MALFORMED, new DEROctetString(CONTENT).getEncoded()),
        bad("a bare certificate", MALFORMED, P256.certificate().getEncoded()),
        bad(
            "other content type",
            MALFORMED,
            forge()
                .signer(P256, "SHA256withECDSA")
                .contentType("1.2.840.113549.1.9.16.1.4")
                .build()),
        bad(
            "two signers",
            MALFORMED,
            forge().signer(P256, "SHA256withECDSA").signer(RSA, "SHA256withRSA").build()),
        bad("no signer", SIGNATURE_MISSING, CmsForge.withoutSigner(GOOD)),
        bad(
            "detached",
            SIGNATURE_MISSING,
            forge().signer(P256, "SHA256withECDSA").detached().build()),
        bad(
            "no certificate",
            SIGNATURE_MISSING,
            forge().signer(P256, "SHA256withECDSA").onlyCertificates(List.of()).build()),
        bad(
            "only another certificate",
            SIGNATURE_MISSING,
            forge().signer(P256, "SHA256withECDSA").onlyCertificates(P384.chain()).build()),
        bad(
            "eleven certificates",
            LIMIT_EXCEEDED,
            forge().signer(P256, "SHA256withECDSA").onlyCertificates(eleven()).build()),
        bad(
            "no signed attributes",
            SIGNATURE_MISSING,
            forge().signerWithoutAttributes(P256, "SHA256withECDSA").build()),
        bad(
            "signed attributes as content",
            SIGNATURE_MISSING,
            CmsForge.withAttributesAsContent(GOOD)));
  }

  static Stream<Arguments> algorithms() {
    return Stream.of(
        bad("RSA with SHA-1", ALGORITHM_FORBIDDEN, forge().signer(RSA, "SHA1withRSA").build()),
        bad("RSA with MD5", ALGORITHM_FORBIDDEN, forge().signer(RSA, "MD5withRSA").build()),
        bad("RSA with SHA-224", ALGORITHM_FORBIDDEN, forge().signer(RSA, "SHA224withRSA").build()),
        bad("RSA with SHA3", ALGORITHM_FORBIDDEN, forge().signer(RSA, "SHA3-256withRSA").build()),
        bad(
            "RSA-PSS with SHA-1",
            ALGORITHM_FORBIDDEN,
            forge().signer(RSA, "SHA1withRSAandMGF1").build()),
        bad(
            "RSA-PSS with SHA-512",
            ALGORITHM_FORBIDDEN,
            forge().signer(RSA, "SHA512withRSAandMGF1").build()),
        bad(
            "RSA of 1024 bits",
            ALGORITHM_FORBIDDEN,
            forge().signer(PKI.participant("x").rsa(1024).build(), "SHA256withRSA").build()),
        bad("ECDSA with SHA-1", ALGORITHM_FORBIDDEN, forge().signer(P256, "SHA1withECDSA").build()),
        bad(
            "P-256 with SHA-512",
            ALGORITHM_FORBIDDEN,
            forge().signer(P256, "SHA512withECDSA").build()),
        bad(
            "P-384 with SHA-256",
            ALGORITHM_FORBIDDEN,
            forge().signer(P384, "SHA256withECDSA").build()),
        bad(
            "P-521",
            ALGORITHM_FORBIDDEN,
            forge().signer(PKI.participant("x").ec(521).build(), "SHA512withECDSA").build()));
  }

  static Stream<Arguments> signatures() throws Exception {
    KeyIdentity sameKey = PKI.participant("agency-a").keyOf(P256).build();
    byte[] oldAttributes = Trust.cmsSigner(P256).sign("other".getBytes(UTF_8));
    return Stream.of(
        bad("changed content", SIGNATURE_INVALID, Bytes.replace(GOOD, "orange", "yellow")),
        bad(
            "changed digest attribute",
            SIGNATURE_INVALID,
            Bytes.replace(GOOD, DIGEST, new byte[32])),
        bad("content and digest attribute changed together", SIGNATURE_INVALID, changedTogether()),
        bad(
            "attributes of another message",
            SIGNATURE_INVALID,
            CmsForge.withAttributes(GOOD, setOf(oldAttributes))),
        bad("changed signature", SIGNATURE_INVALID, lastByteChanged(GOOD)),
        bad(
            "certificate of another key",
            SIGNATURE_INVALID,
            CmsForge.withCertificate(GOOD, PKI.participant("x").build().certificate())),
        bad(
            "another certificate of the same key",
            SIGNATURE_INVALID,
            CmsForge.withCertificate(GOOD, sameKey.certificate())),
        bad(
            "no content type attribute",
            SIGNATURE_INVALID,
            withAttributes(Map.of(CMSAttributes.messageDigest, new DEROctetString(DIGEST)))),
        bad(
            "no digest attribute",
            SIGNATURE_INVALID,
            withAttributes(Map.of(CMSAttributes.contentType, CMSObjectIdentifiers.data))),
        bad(
            "wrong content type attribute",
            SIGNATURE_INVALID,
            withAttributes(
                Map.of(
                    CMSAttributes.contentType,
                    CMSObjectIdentifiers.signedData,
                    CMSAttributes.messageDigest,
                    new DEROctetString(DIGEST)))),
        bad("repeated attribute", MALFORMED, CmsForge.withRepeatedAttribute(CONTENT, P256)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"structures", "algorithms", "signatures"})
  void refuses(String defect, ErrorCode code, byte[] message) {
    assertRefused(code, message);
  }

  /** Found by the comparison with openssl, which gives such messages up. */
  @Test
  void refusesAListOfDigestsWithoutTheSigners() {
    byte[] changed = GOOD.clone();
    // SHA-256 becomes another number in the first place where it is named.
    int place =
        new String(GOOD, ISO_8859_1)
            .indexOf("\u0060\u0086\u0048\u0001\u0065\u0003\u0004\u0002\u0001");
    changed[place + 8] = 2;

    assertRefused(MALFORMED, changed);
  }

  /** Found by the comparison with openssl: nobody needs that certificate, but all must read it. */
  @Test
  void refusesAFurtherCertificateWhoseNameIsNoText() {
    byte[] name = "Test Root CA".getBytes(UTF_8);
    byte[] noText = name.clone();
    noText[0] = (byte) 0xFF;

    assertRefused(MALFORMED, Bytes.replace(GOOD, name, noText));
  }

  @Test
  void refusesWhatANarrowedPolicyLeavesOut() {
    AlgorithmPolicy narrow =
        new AlgorithmPolicy(Set.of("ECDSA-P384-SHA384"), Set.of(DigestAlgorithm.SHA_384), 3072);

    assertThatThrownBy(() -> Trust.cmsVerifier(narrow).verify(GOOD))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ALGORITHM_FORBIDDEN));
    assertThat(Trust.cmsVerifier(narrow).verify(Trust.cmsSigner(P384).sign(CONTENT)).content())
        .isEqualTo(CONTENT);
  }

  @Test
  void passesOverUnsignedAttributes() throws Exception {
    assertThat(verifier.verify(CmsForge.withUnsignedAttribute(GOOD)).content()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-md sha1", "-md sha256 -noattr", "-md sha256 -nocerts"})
  void refusesWhatOpensslSignsWith(String options, @TempDir Path folder) throws Exception {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.writeIdentity("signer", RSA);
    openSsl.write("content", CONTENT);
    String command =
        "cms -sign -nodetach -binary -outform DER -signer signer.pem -inkey signer.key"
            + " -in content -out signed.der "
            + options;
    openSsl.run(command.split(" "));

    assertRefused(
        options.contains("sha1") ? ALGORITHM_FORBIDDEN : SIGNATURE_MISSING,
        openSsl.read("signed.der"));
  }

  /** Whatever bytes change, the answer is a refusal by code or the very content that was signed. */
  @Test
  void answersEveryDamageWithACode() {
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = GOOD.clone();
      for (int j = 0; j <= i % 3; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(verifier.verify(damaged).content()).isEqualTo(CONTENT);
      } catch (KanheException e) {
        assertThat(e.code().number()).isLessThan(3000);
      }
    }
  }

  private void assertRefused(ErrorCode code, byte[] message) {
    assertThatThrownBy(() -> verifier.verify(message))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.getMessage()).doesNotContain("DEF", "java.", "bouncycastle", "orange");
              assertThat(e.getCause()).isNull();
            });
  }

  private static Arguments bad(String defect, ErrorCode code, byte[] message) {
    return Arguments.of(defect, code, message);
  }

  private static CmsForge forge() {
    return new CmsForge(CONTENT);
  }

  private static byte[] withAttributes(Map<ASN1ObjectIdentifier, ASN1Encodable> attributes) {
    return forge().signerWithAttributes(P256, attributes).build();
  }

  private static ASN1Set setOf(byte[] signed) throws Exception {
    return ASN1Set.getInstance(CmsForge.attributesOf(signed));
  }

  private static byte[] changedTogether() {
    byte[] yellow = new String(CONTENT, UTF_8).replace("orange", "yellow").getBytes(UTF_8);
    byte[] digest = DigestAlgorithm.SHA_256.newDigest().digest(yellow);
    return Bytes.replace(Bytes.replace(GOOD, "orange", "yellow"), DIGEST, digest);
  }

  private static byte[] lastByteChanged(byte[] signed) {
    byte[] changed = signed.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static byte[] twice(byte[] signed) {
    byte[] both = Arrays.copyOf(signed, signed.length * 2);
    System.arraycopy(signed, 0, both, signed.length, signed.length);
    return both;
  }

  private static byte[] nested() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000_000; i++) {
      out.write(0x30);
      out.write(0x80);
    }
    return out.toByteArray();
  }

  private static List<X509Certificate> eleven() {
    List<X509Certificate> many = new ArrayList<>(P256.chain());
    while (many.size() < 11) {
      many.add(PKI.participant("x").keyOf(P256).build().certificate());
    }
    return Collections.unmodifiableList(many);
  }
}
