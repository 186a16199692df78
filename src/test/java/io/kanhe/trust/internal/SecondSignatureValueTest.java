package io.kanhe.trust.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;

/**
 * ECDSA has two values for one signature. Both are mathematically right, other programs take both,
 * and so does Kanhe: what a message is must therefore never hang on the bytes of its signature.
 * That the second one is no second message is shown by {@code DoorProtocolIT}.
 */
class SecondSignatureValueTest {

  private static final BigInteger ORDER = KeyFamily.P_256.order();
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  private final KeyIdentity identity = TestPki.create().participant("water").build();
  private final CmsVerifier cms = Trust.cmsVerifier(AlgorithmPolicy.strict());
  private final SoapVerifier soap = Trust.soapVerifier(AlgorithmPolicy.strict());

  @Test
  void theSecondValueSignsTheSameContentOfACmsMessage() throws IOException {
    byte[] first = Trust.cmsSigner(identity).sign(CONTENT);
    byte[] second = EcdsaTwin.ofCms(first);
    assertThat(second).isNotEqualTo(first);
    assertThat(cms.verify(second).content()).isEqualTo(cms.verify(first).content());
    assertThat(EcdsaTwin.ofCms(second)).isEqualTo(first);
  }

  @Test
  void theSecondValueSignsTheSameContentOfASoapMessage() {
    byte[] first = envelope();
    byte[] second = EcdsaTwin.ofSoap(first);
    assertThat(second).isNotEqualTo(first);
    assertThat(soap.verify(second).payload()).isEqualTo(soap.verify(first).payload());
    assertThat(EcdsaTwin.ofSoap(second)).isEqualTo(first);
  }

  /** A third value would be one with s or r outside its range, or with numbers written longer. */
  @Test
  void thereIsNoThirdValue() throws IOException {
    byte[] first = Trust.cmsSigner(identity).sign(CONTENT);
    SignedData signed = BcCmsVerifier.signedDataOf(first);
    SignerInfo info = BcCmsVerifier.onlySigner(signed);
    BigInteger[] value =
        StandardDSAEncoding.INSTANCE.decode(ORDER, info.getEncryptedDigest().getOctets());
    for (BigInteger[] third :
        new BigInteger[][] {
          {value[0], value[1].add(ORDER)},
          {value[0], value[1].negate()},
          {value[0].add(ORDER), value[1]},
          {ORDER.subtract(value[0]), value[1]},
          {value[0], BigInteger.ZERO},
          {BigInteger.ZERO, value[1]}
        }) {
      byte[] changed = EcdsaTwin.withValue(signed, info, sequence(third));
      assertInvalid(() -> cms.verify(changed));
    }
    byte[] envelope = envelope();
    assertInvalid(() -> soap.verify(EcdsaTwin.withS(envelope, s -> BigInteger.ZERO)));
    assertInvalid(() -> soap.verify(EcdsaTwin.withS(envelope, s -> ORDER)));
    assertInvalid(() -> soap.verify(EcdsaTwin.withS(envelope, s -> s.add(BigInteger.ONE))));
  }

  private static byte[] sequence(BigInteger... numbers) throws IOException {
    ASN1EncodableVector both = new ASN1EncodableVector();
    for (BigInteger number : numbers) {
      both.add(new ASN1Integer(number));
    }
    return new DERSequence(both).getEncoded();
  }

  private byte[] envelope() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String header =
        HeaderCodec.write(
            Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
                .sender(new Uscc("11331000TEXT000255"))
                .receiver(new Uscc("12331000TEXT000920"))
                .sentTime(now.atOffset(ZoneOffset.UTC))
                .businessKey("K-1")
                .payloadDigest(io.kanhe.message.Digest.sha256(CONTENT))
                .build());
    return Trust.soapSigner(identity)
        .sign(SoapVersion.V1_2, header, "<a xmlns=\"urn:a\"/>", null, now);
  }

  private static void assertInvalid(ThrowingCallable verification) {
    assertThatThrownBy(verification)
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID));
  }
}
