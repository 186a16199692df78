package io.kanhe.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts a server only if it shows a certificate that the registry holds for this very recipient,
 * in force and issued under a configured anchor. That is narrower than a host name: whoever takes
 * over the name or its DNS entry, or holds any other certificate of the same authority, gets
 * nothing. Thread-safe.
 */
public final class RegisteredServer extends X509ExtendedTrustManager {

  private final List<X509Certificate> registered;
  private final X509TrustManager path;

  /**
   * @param registered TLS certificates of the recipient
   * @throws GeneralSecurityException if there is no anchor
   */
  public RegisteredServer(
      Collection<X509Certificate> registered, Collection<X509Certificate> anchors)
      throws GeneralSecurityException {
    this(registered, pathTrust(anchors));
  }

  /**
   * @param path judges what is above a registered certificate
   * @throws GeneralSecurityException if it has no trust in X.509
   */
  public RegisteredServer(Collection<X509Certificate> registered, TrustManagerFactory path)
      throws GeneralSecurityException {
    this(registered, pathTrust(path));
  }

  private RegisteredServer(Collection<X509Certificate> registered, X509TrustManager path) {
    this.registered = List.copyOf(registered);
    this.path = path;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (chain.length == 0 || !registered.contains(chain[0])) {
      throw new CertificateException(
          "the server's certificate is not registered for this participant");
    }
    path.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this trust is for servers alone");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return path.getAcceptedIssuers();
  }

  private static X509TrustManager pathTrust(Collection<X509Certificate> anchors)
      throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate anchor : anchors) {
        store.setCertificateEntry("anchor-" + store.size(), anchor);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return pathTrust(factory);
    } catch (java.io.IOException e) {
      throw new GeneralSecurityException("an empty key store could not be made", e);
    }
  }

  private static X509TrustManager pathTrust(TrustManagerFactory factory)
      throws GeneralSecurityException {
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no PKIX trust manager");
  }
}
