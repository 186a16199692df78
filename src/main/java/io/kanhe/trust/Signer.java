package io.kanhe.trust;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * Who signed: the certificate whose key verified the signature, and by which algorithm. Says
 * nothing yet about trust.
 *
 * @param algorithm name from the {@link AlgorithmPolicy}, for instance {@code RSA-SHA256}
 * @param form what else an {@link AlgorithmPolicy} may forbid of it
 */
public record Signer(X509Certificate certificate, String algorithm, Form form) {

  /**
   * @param digests of the signature and of what it refers to
   * @param prefixLists whether a canonicalization has an InclusiveNamespaces list
   */
  public record Form(Set<DigestAlgorithm> digests, boolean prefixLists) {

    public Form {
      digests = Set.copyOf(digests);
    }
  }

  /** Of CMS: one digest, nothing to canonicalize. */
  public Signer(X509Certificate certificate, String algorithm, DigestAlgorithm digest) {
    this(certificate, algorithm, new Form(Set.of(digest), false));
  }

  /** SHA-256 over the certificate's DER form: the key under which the registry knows it. */
  public Digest thumbprint() {
    return thumbprint(certificate);
  }

  public static Digest thumbprint(X509Certificate certificate) {
    try {
      return Digest.sha256(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate without an encoded form", e);
    }
  }

  @Override
  public String toString() {
    return "Signer[" + thumbprint().hex().substring(0, 16) + " " + algorithm + "]";
  }
}
