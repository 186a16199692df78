package io.kanhe.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;

/**
 * A token or HSM, by the JDK's SunPKCS11.
 *
 * <p>Standard: PKCS#11 2.40. The provider is registered last, so that it serves only keys that no
 * other provider takes: those of the token.
 *
 * @param library shared object of the token
 * @param slot number of the slot
 * @param pinFile holds the user's PIN
 */
public record TokenStore(Path library, long slot, Path pinFile) {

  /** The token of {@code kanhe.keys.token}, where there is one. */
  public static TokenStore of(KanheProperties properties) {
    KanheProperties.Token token = properties.keys().token();
    return new TokenStore(
        Path.of(token.library()), token.slot(), properties.resolve(token.pinFile()));
  }

  /**
   * Logs in.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  public KeyStore open() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider());
      store.load(null, Files.readString(pinFile).strip().toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException | ProviderException e) {
      // The cause stays out: the text of a token may hold parts of what it was given.
      throw invalid("a token in slot " + slot + " that opens with the PIN of the PIN file");
    }
  }

  /** Registers the provider if it is not there yet, for those who know it by name. */
  public String providerName() {
    return provider().getName();
  }

  /** 5006, with what is expected of the token. */
  public KanheException invalid(String expected) {
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        "kanhe.keys.token: cannot use " + library + " (expected: " + expected + ")");
  }

  private Provider provider() {
    synchronized (TokenStore.class) {
      String name = "Kanhe-" + Integer.toHexString(library.hashCode()) + "-" + slot;
      Provider present = Security.getProvider("SunPKCS11-" + name);
      if (present != null) {
        return present;
      }
      Provider template = Security.getProvider("SunPKCS11");
      if (template == null || !Files.isReadable(library)) {
        throw invalid("a PKCS#11 library and a Java runtime with jdk.crypto.cryptoki");
      }
      Provider made =
          template.configure(
              "--name = " + name + "\nlibrary = " + library.toAbsolutePath() + "\nslot = " + slot);
      Security.addProvider(made);
      return made;
    }
  }
}
