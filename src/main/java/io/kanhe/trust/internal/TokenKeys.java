package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a key that stays in a token or HSM, by the JDK's SunPKCS11.
 *
 * <p>Standard: PKCS#11 2.40. The provider is registered last, so that it serves only keys that no
 * other provider takes: those of the token.
 */
public final class TokenKeys {

  private TokenKeys() {}

  /**
   * @param library shared object of the token
   * @param slot number of the slot
   * @param pinFile holds the user's PIN
   * @param label of key and certificate
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  public static KeyIdentity read(Path library, long slot, Path pinFile, String label) {
    try {
      char[] pin = Files.readString(pinFile).strip().toCharArray();
      KeyStore store = KeyStore.getInstance("PKCS11", provider(library, slot));
      store.load(null, pin);
      Certificate[] chain = store.getCertificateChain(label);
      if (!(store.getKey(label, null) instanceof PrivateKey key) || chain == null) {
        throw invalid(library, "a private key and its certificate with the label '" + label + "'");
      }
      return new KeyIdentity(key, certificates(chain));
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      // The cause stays out: the text of a token may hold parts of what it was given.
      throw invalid(
          library, "a token in slot " + slot + " that opens with the PIN of the PIN file");
    }
  }

  private static synchronized Provider provider(Path library, long slot) {
    String name = "Kanhe-" + Integer.toHexString(library.hashCode()) + "-" + slot;
    Provider present = Security.getProvider("SunPKCS11-" + name);
    if (present != null) {
      return present;
    }
    Provider template = Security.getProvider("SunPKCS11");
    if (template == null || !Files.isReadable(library)) {
      throw invalid(library, "a PKCS#11 library and a Java runtime with jdk.crypto.cryptoki");
    }
    Provider made =
        template.configure(
            "--name = " + name + "\nlibrary = " + library.toAbsolutePath() + "\nslot = " + slot);
    Security.addProvider(made);
    return made;
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

  private static KanheException invalid(Path library, String expected) {
    return new KanheException(
        CONFIGURATION_INVALID,
        "kanhe.keys.token: cannot use " + library + " (expected: " + expected + ")");
  }
}
