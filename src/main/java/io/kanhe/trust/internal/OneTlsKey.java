package io.kanhe.trust.internal;

import io.kanhe.trust.KeyIdentity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jsse.BCX509ExtendedKeyManager;
import org.bouncycastle.jsse.BCX509Key;
import org.jspecify.annotations.Nullable;

/**
 * Always the same key. Bouncy Castle's own key manager finds none for SM2: it asks certificates for
 * a kind of key that SM2 does not have there.
 */
final class OneTlsKey extends BCX509ExtendedKeyManager {

  private static final String ALIAS = "key";

  private final KeyIdentity identity;

  OneTlsKey(KeyIdentity identity) {
    this.identity = identity;
  }

  @Override
  protected BCX509Key getKeyBC(String keyType, String alias) {
    return new BCX509Key() {
      @Override
      public X509Certificate[] getCertificateChain() {
        return OneTlsKey.this.getCertificateChain(alias);
      }

      @Override
      public String getKeyType() {
        return keyType;
      }

      @Override
      public PrivateKey getPrivateKey() {
        return identity.key();
      }
    };
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identity.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identity.key();
  }
}
