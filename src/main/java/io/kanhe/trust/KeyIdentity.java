package io.kanhe.trust;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key with its certificate path.
 *
 * @param chain own certificate first, then its issuers without the anchor
 */
public record KeyIdentity(PrivateKey key, List<X509Certificate> chain) {

  public KeyIdentity {
    chain = List.copyOf(chain);
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** Never prints the key. */
  @Override
  public String toString() {
    return "KeyIdentity[" + certificate().getSubjectX500Principal() + "]";
  }
}
