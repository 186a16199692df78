package io.kanhe.platform;

import java.security.Provider;
import java.util.ServiceLoader;

/**
 * The provider of SM2 and SM3, which the JDK lacks. Found as a service and never registered with
 * {@link java.security.Security}: a global provider would change what every other library in the
 * process verifies. Thread-safe.
 */
public final class CryptoProvider {

  private static final String NAME = "BC";

  private CryptoProvider() {}

  /**
   * @throws IllegalStateException if it is not on the class path
   */
  public static Provider get() {
    return Holder.PROVIDER;
  }

  private static final class Holder {

    static final Provider PROVIDER =
        ServiceLoader.load(Provider.class, CryptoProvider.class.getClassLoader()).stream()
            .filter(found -> found.type().getSimpleName().equals("BouncyCastleProvider"))
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.getName().equals(NAME))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no provider of SM2 and SM3"));
  }
}
