package io.kanhe.trust.internal;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Reads DER certificates with the JDK's parser, so that every caller sees the JDK's types. */
final class Certificates {

  private Certificates() {}

  static X509Certificate parse(byte[] der) throws CertificateException {
    ByteArrayInputStream in = new ByteArrayInputStream(der);
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
  }
}
