package io.kanhe.trust.internal;

import io.kanhe.platform.CryptoProvider;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.NationalTls;
import io.kanhe.trust.RegisteredServer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * RFC 8998 by Bouncy Castle, whose provider is not registered in the process: groups and signature
 * schemes are set on each connection instead of by system properties, which the JDK's TLS would
 * read too.
 */
public final class BcNationalTls implements NationalTls {

  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] SUITES = {SUITE};
  private static final String[] GROUPS = {"curveSM2"};
  private static final String[] SCHEMES = {"sm2sig_sm3"};

  private final SSLContext context;

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID for a key that is not of SM2, or no anchor
   */
  public BcNationalTls(KeyIdentity identity, Collection<X509Certificate> anchors) {
    this(identity, anchors, List.of());
  }

  /**
   * @param servers certificates of which a server has to show one; empty for any under an anchor
   * @throws KanheException as above
   */
  public BcNationalTls(
      KeyIdentity identity,
      Collection<X509Certificate> anchors,
      Collection<X509Certificate> servers) {
    if (!KeyFamily.isSm2(identity.certificate().getPublicKey())) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.crypto.tls.key is of another kind (expected: SM2)");
    }
    Provider provider = new BouncyCastleJsseProvider(CryptoProvider.get());
    try {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider);
      trust.init(store(anchors));
      SSLContext made = SSLContext.getInstance("TLS", provider);
      made.init(
          new KeyManager[] {new OneTlsKey(identity)},
          servers.isEmpty()
              ? trust.getTrustManagers()
              : new TrustManager[] {new RegisteredServer(servers, trust)},
          new SecureRandom());
      this.context = new NationalContext(made);
    } catch (GeneralSecurityException | IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, "no TLS with SM2 can be set up from these keys", e);
    }
  }

  @Override
  public SSLContext context() {
    return context;
  }

  @Override
  public void prepare(SSLEngine engine) {
    if (engine instanceof NationalEngine own) {
      own.prepare();
    } else {
      restrict(engine);
    }
  }

  /**
   * @param engine of Bouncy Castle
   */
  static void restrict(SSLEngine engine) {
    BCSSLEngine own = (BCSSLEngine) engine;
    set(own.getParameters(), own::setParameters);
  }

  @Override
  public void prepare(SSLSocket socket) {
    BCSSLSocket own = (BCSSLSocket) socket;
    set(own.getParameters(), own::setParameters);
  }

  private static void set(BCSSLParameters parameters, Consumer<BCSSLParameters> back) {
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setNamedGroups(GROUPS);
    parameters.setSignatureSchemes(SCHEMES);
    parameters.setSignatureSchemesCert(SCHEMES);
    back.accept(parameters);
  }

  private static KeyStore store(Collection<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12", CryptoProvider.get());
    store.load(null, null);
    for (X509Certificate anchor : anchors) {
      if (KeyFamily.isSm2(anchor.getPublicKey())) {
        store.setCertificateEntry("anchor-" + store.size(), anchor);
      }
    }
    if (store.size() == 0) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "no anchor has an SM2 key (expected: the authority of the partners' SM2 certificates)");
    }
    return store;
  }
}
