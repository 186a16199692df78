package io.kanhe.trust;

import io.kanhe.message.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an authority signed about the revocation of certificates, byte for byte: kept as evidence.
 *
 * @param thisUpdate from when on it speaks
 * @param nextUpdate until when; {@code null} where the authority did not say
 */
public record RevocationAnswer(
    Form form, byte[] bytes, Digest digest, Instant thisUpdate, @Nullable Instant nextUpdate) {

  public RevocationAnswer(
      Form form, byte[] bytes, Instant thisUpdate, @Nullable Instant nextUpdate) {
    this(form, bytes, Digest.sha256(bytes), thisUpdate, nextUpdate);
  }

  /** RFC 6960 OCSPResponse or RFC 5280 CertificateList, each in DER. */
  public enum Form {
    OCSP,
    CRL;

    /** As used in facts and file names. */
    public String label() {
      return this == OCSP ? "ocsp" : "crl";
    }
  }

  @Override
  public String toString() {
    return form + " " + digest;
  }
}
