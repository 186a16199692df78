package io.kanhe.participant;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * Key of a map of certificates: the exact DER bytes, because providers differ in {@code equals}.
 */
record CertificateBytes(ByteBuffer der) {

  static CertificateBytes of(X509Certificate certificate) {
    try {
      return new CertificateBytes(ByteBuffer.wrap(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new KanheException(
          ErrorCode.CERTIFICATE_UNTRUSTED, "found a certificate without encoding", e);
    }
  }
}
