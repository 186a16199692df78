package io.kanhe.trust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import net.tongsuo.TongsuoProvider;

/**
 * The other side of RFC 8998 by another implementation: Tongsuo, a fork of OpenSSL with the
 * national algorithms. It is native code for Linux on x86-64; elsewhere the tests are skipped.
 */
public final class Tongsuo {

  private static final String ALIAS = "key";

  private Tongsuo() {}

  /** A context with this key that trusts nobody but the holder of {@code peer}. */
  public static SSLContext context(KeyIdentity own, X509Certificate peer) {
    assumeTrue(isThere(), "Tongsuo does not run here (expected: Linux on x86-64)");
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3", new TongsuoProvider());
      context.init(
          new KeyManager[] {new OneKey(own)}, new TrustManager[] {new OnePeer(peer)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("no context by Tongsuo", e);
    }
  }

  private static boolean isThere() {
    try {
      return SSLContext.getInstance("TLSv1.3", new TongsuoProvider()) != null;
    } catch (GeneralSecurityException | LinkageError e) {
      return false;
    }
  }

  private static final class OnePeer implements X509TrustManager {

    private final X509Certificate peer;

    OnePeer(X509Certificate peer) {
      this.peer = peer;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (!Arrays.equals(chain[0].getEncoded(), peer.getEncoded())) {
        throw new CertificateException("another certificate (expected: the peer's)");
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final class OneKey extends X509ExtendedKeyManager {

    private final KeyIdentity own;

    OneKey(KeyIdentity own) {
      this.own = own;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] keyTypes, Principal[] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return own.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.key();
    }
  }
}
