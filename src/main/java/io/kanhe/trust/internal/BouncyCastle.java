package io.kanhe.trust.internal;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The one provider object. It is never registered with {@link java.security.Security}: a global
 * provider would change what every other library in the process verifies.
 */
final class BouncyCastle {

  static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastle() {}
}
