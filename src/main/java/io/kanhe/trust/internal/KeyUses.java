package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_UNTRUSTED;

import io.kanhe.platform.KanheException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a certificate says its key is for, and whether its path is strong enough.
 *
 * <p>Standard: RFC 5280 sections 4.2.1.3 and 4.2.1.12, RFC 9336 for document signing.
 */
final class KeyUses {

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int MINIMUM_RSA_MODULUS_BITS = 2048;

  /** Email protection, document signing and its older Microsoft form. */
  private static final Set<String> SIGNING_PURPOSES =
      Set.of("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12");

  private static final Set<String> STRONG_SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.10", // RSASSA-PSS
          "1.2.840.113549.1.1.11", // RSA with SHA-256, SHA-384, SHA-512
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.2.840.10045.4.3.2", // ECDSA with SHA-256, SHA-384, SHA-512
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4",
          "1.3.101.112", // Ed25519
          "1.2.156.10197.1.501"); // SM2 with SM3

  private KeyUses() {}

  /**
   * An authority's certificate and one for TLS only must not sign messages: a stolen TLS key sits
   * on an edge server and must not be able to speak for the organisation.
   *
   * @throws KanheException 2007 CERTIFICATE_UNTRUSTED
   */
  static void checkSigning(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !usage[DIGITAL_SIGNATURE]) {
      throw wrongUse("its key usage does not include digitalSignature");
    }
    if (certificate.getBasicConstraints() >= 0) {
      throw wrongUse("it is a certificate of an authority");
    }
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (purposes != null && Collections.disjoint(purposes, SIGNING_PURPOSES)) {
        throw wrongUse("its extended key usage allows neither email protection nor documents");
      }
    } catch (CertificateParsingException e) {
      throw wrongUse("its extended key usage cannot be read");
    }
  }

  /** Whether a signature algorithm of certificates, lists and answers may be relied on. */
  static boolean isStrong(String oid) {
    return STRONG_SIGNATURES.contains(oid);
  }

  /** The reason why a path is too weak, if it is. An anchor's own signature proves nothing. */
  static Optional<String> weakness(List<X509Certificate> path) {
    for (int i = 0; i < path.size(); i++) {
      X509Certificate certificate = path.get(i);
      if (i < path.size() - 1 && !STRONG_SIGNATURES.contains(certificate.getSigAlgOID())) {
        return Optional.of("the path holds a certificate signed by a weak algorithm");
      }
      if (certificate.getPublicKey() instanceof RSAPublicKey rsa
          && rsa.getModulus().bitLength() < MINIMUM_RSA_MODULUS_BITS) {
        return Optional.of("the path holds an RSA key of fewer than 2048 bits");
      }
    }
    return Optional.empty();
  }

  private static KanheException wrongUse(String reason) {
    return new KanheException(
        CERTIFICATE_UNTRUSTED, "the certificate is not for signing messages: " + reason);
  }
}
