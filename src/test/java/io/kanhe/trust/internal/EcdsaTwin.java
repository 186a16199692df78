package io.kanhe.trust.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** Makes the second value (r, n−s) of a P-256 signature, which anybody can, without the key. */
public final class EcdsaTwin {

  private static final BigInteger ORDER = KeyFamily.P_256.order();
  private static final Pattern VALUE = Pattern.compile("<ds:SignatureValue>([^<]+)<");

  private EcdsaTwin() {}

  public static byte[] ofCms(byte[] message) throws IOException {
    SignedData signed = BcCmsVerifier.signedDataOf(message);
    SignerInfo info = BcCmsVerifier.onlySigner(signed);
    BigInteger[] value =
        StandardDSAEncoding.INSTANCE.decode(ORDER, info.getEncryptedDigest().getOctets());
    return withValue(
        signed,
        info,
        StandardDSAEncoding.INSTANCE.encode(ORDER, value[0], ORDER.subtract(value[1])));
  }

  /** The same bytes but for the signature value. */
  static byte[] withValue(SignedData signed, SignerInfo info, byte[] value) throws IOException {
    SignerInfo changed =
        new SignerInfo(
            info.getSID(),
            info.getDigestAlgorithm(),
            info.getAuthenticatedAttributes(),
            info.getDigestEncryptionAlgorithm(),
            new DEROctetString(value),
            null);
    SignedData whole =
        new SignedData(
            signed.getDigestAlgorithms(),
            signed.getEncapContentInfo(),
            signed.getCertificates(),
            null,
            new DERSet(changed));
    return new ContentInfo(CMSObjectIdentifiers.signedData, whole).getEncoded(ASN1Encoding.DER);
  }

  public static byte[] ofSoap(byte[] envelope) {
    return withS(envelope, ORDER::subtract);
  }

  /** Another s in an XML signature, as 32 bytes. */
  static byte[] withS(byte[] envelope, java.util.function.UnaryOperator<BigInteger> change) {
    String text = new String(envelope, ISO_8859_1);
    Matcher found = VALUE.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException("no signature value");
    }
    byte[] value = Base64.getMimeDecoder().decode(found.group(1));
    byte[] s = change.apply(new BigInteger(1, Arrays.copyOfRange(value, 32, 64))).toByteArray();
    Arrays.fill(value, 32, 64, (byte) 0);
    int length = Math.min(32, s.length);
    System.arraycopy(s, s.length - length, value, 64 - length, length);
    return text.replace(found.group(1), Base64.getEncoder().encodeToString(value))
        .getBytes(ISO_8859_1);
  }
}
