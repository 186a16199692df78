import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.List;

/** CMS SignedData in DER with the content inside (RFC 5652), as the JDK cannot write it. */
final class KanheCms {

  private static final byte[] DATA = oid("2a864886f70d010701");
  private static final byte[] SIGNED_DATA = oid("2a864886f70d010702");
  private static final byte[] CONTENT_TYPE = oid("2a864886f70d010903");
  private static final byte[] MESSAGE_DIGEST = oid("2a864886f70d010904");
  private static final byte[] SHA256 = oid("608648016503040201");
  private static final byte[] RSA = oid("2a864886f70d010101");
  private static final byte[] ECDSA_SHA256 = oid("2a8648ce3d040302");
  private static final byte[] NULL = {5, 0};

  private KanheCms() {}

  static byte[] sign(KanheKeys keys, byte[] content) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    byte[] attributes =
        joined(List.of(
            sequence(CONTENT_TYPE, der(0x31, DATA)),
            sequence(MESSAGE_DIGEST, der(0x31, der(0x04, digest)))));
    Signature signer = Signature.getInstance(keys.isRsa() ? "SHA256withRSA" : "SHA256withECDSA");
    signer.initSign(keys.signingKey());
    signer.update(der(0x31, attributes));
    byte[] signature = signer.sign();
    byte[] serial = keys.certificate().getSerialNumber().toByteArray();
    byte[] signerInfo =
        sequence(
            integer(1),
            sequence(keys.certificate().getIssuerX500Principal().getEncoded(), der(0x02, serial)),
            sequence(SHA256),
            der(0xa0, attributes),
            keys.isRsa() ? sequence(RSA, NULL) : sequence(ECDSA_SHA256),
            der(0x04, signature));
    byte[] signedData =
        sequence(
            integer(1),
            der(0x31, sequence(SHA256)),
            sequence(DATA, der(0xa0, der(0x04, content))),
            der(0xa0, keys.certificate().getEncoded()),
            der(0x31, signerInfo));
    return sequence(SIGNED_DATA, der(0xa0, signedData));
  }

  static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] sequence(byte[]... parts) {
    return der(0x30, joined(List.of(parts)));
  }

  private static byte[] integer(int value) {
    return der(0x02, BigInteger.valueOf(value).toByteArray());
  }

  private static byte[] oid(String hex) {
    return der(0x06, new BigInteger(hex, 16).toByteArray());
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int bytes = (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(content.length >> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
