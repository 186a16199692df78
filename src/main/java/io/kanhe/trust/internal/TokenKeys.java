package io.kanhe.trust.internal;

import io.kanhe.platform.KanheException;
import io.kanhe.platform.TokenStore;
import io.kanhe.trust.KeyIdentity;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a key that stays in a token or HSM. */
public final class TokenKeys {

  private TokenKeys() {}

  /**
   * @param label of key and certificate
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  public static KeyIdentity read(TokenStore token, String label) {
    try {
      KeyStore store = token.open();
      Certificate[] chain = store.getCertificateChain(label);
      if (!(store.getKey(label, null) instanceof PrivateKey key) || chain == null) {
        throw token.invalid("a private key and its certificate with the label '" + label + "'");
      }
      return new KeyIdentity(key, certificates(chain));
    } catch (GeneralSecurityException | ProviderException e) {
      throw token.invalid("keys that can be read with the PIN of the PIN file");
    }
  }

  /** With the JDK's own types, own certificate first, without the anchor. */
  private static List<X509Certificate> certificates(Certificate[] chain)
      throws CertificateException {
    List<X509Certificate> path = new ArrayList<>();
    for (Certificate each : Arrays.asList(chain)) {
      X509Certificate parsed = Certificates.parse(each.getEncoded());
      boolean anchor = parsed.getSubjectX500Principal().equals(parsed.getIssuerX500Principal());
      if (path.isEmpty() || !anchor) {
        path.add(parsed);
      }
    }
    return path;
  }
}
