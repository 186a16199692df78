package io.kanhe.intake.http;

import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.PemCertificates;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.NationalTls;
import io.kanhe.trust.Trust;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** TLS of the door for partners with SM2 certificates. */
final class NationalDoorTls extends SslContextFactory.Server {

  private final NationalTls tls;

  private NationalDoorTls(NationalTls tls) {
    this.tls = tls;
    setSslContext(tls.context());
    setNeedClientAuth(true);
    setSniRequired(false);
    setRenegotiationAllowed(false);
    setExcludeCipherSuites();
    setIncludeProtocols("TLSv1.3");
    setIncludeCipherSuites(NationalTls.SUITE);
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID naming what is wrong with
   *     the keys
   */
  static NationalDoorTls create(KanheProperties properties) {
    KanheProperties.Keys keys = properties.keys();
    KeyIdentity identity = Trust.nationalTlsIdentity(properties);
    return new NationalDoorTls(
        Trust.nationalTls(identity, Trust.readAnchors(properties.resolve(keys.anchors()))));
  }

  @Override
  public void customize(SSLEngine engine) {
    super.customize(engine);
    tls.prepare(engine);
  }

  /** By the parser that the registry uses: the JDK's reads no SM2 key. */
  @Override
  public X509Certificate @Nullable [] getX509CertChain(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      X509Certificate[] parsed = new X509Certificate[chain.length];
      for (int i = 0; i < chain.length; i++) {
        parsed[i] = PemCertificates.parse(chain[i].getEncoded());
      }
      return parsed;
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      return null;
    }
  }
}
