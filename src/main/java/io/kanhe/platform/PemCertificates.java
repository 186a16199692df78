package io.kanhe.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads X.509 certificates with every kind of key that the gateway knows. The JDK refuses a
 * certificate with an SM2 key ("unknown named curve"), so those are read by the {@link
 * CryptoProvider}; all others are the JDK's objects.
 *
 * <p>Standard: RFC 5280, RFC 7468, GM/T 0015. Thread-safe.
 */
public final class PemCertificates {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----",
          Pattern.DOTALL);

  /** The DER form of the curve's object identifier 1.2.156.10197.1.301. */
  private static final byte[] SM2_CURVE = {
    0x06, 0x08, 0x2A, (byte) 0x81, 0x1C, (byte) 0xCF, 0x55, 0x01, (byte) 0x82, 0x2D
  };

  private PemCertificates() {}

  /** All certificates of a file, in their order; none is an empty list. */
  public static List<X509Certificate> read(Path file) throws IOException, CertificateException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<X509Certificate> certificates = new ArrayList<>();
    if (!text.contains("-----BEGIN")) {
      for (Certificate each :
          factory(bytes).generateCertificates(new ByteArrayInputStream(bytes))) {
        certificates.add((X509Certificate) each);
      }
      return certificates;
    }
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      try {
        certificates.add(parse(Base64.getMimeDecoder().decode(block.group(1))));
      } catch (IllegalArgumentException e) {
        throw new CertificateException("not base64", e);
      }
    }
    return certificates;
  }

  /** The one certificate in {@code der}. */
  public static X509Certificate parse(byte[] der) throws CertificateException {
    Certificate parsed = factory(der).generateCertificate(new ByteArrayInputStream(der));
    if (parsed instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new CertificateException("no X.509 certificate");
  }

  /** True if the JDK's own TLS can use the certificate as key or anchor. */
  public static boolean isForTls(X509Certificate certificate) {
    return !contains(certificate.getPublicKey().getEncoded());
  }

  private static CertificateFactory factory(byte[] der) throws CertificateException {
    return contains(der)
        ? CertificateFactory.getInstance("X.509", CryptoProvider.get())
        : CertificateFactory.getInstance("X.509");
  }

  private static boolean contains(byte[] der) {
    for (int i = 0; i <= der.length - SM2_CURVE.length; i++) {
      int matched = 0;
      while (matched < SM2_CURVE.length && der[i + matched] == SM2_CURVE[matched]) {
        matched++;
      }
      if (matched == SM2_CURVE.length) {
        return true;
      }
    }
    return false;
  }
}
