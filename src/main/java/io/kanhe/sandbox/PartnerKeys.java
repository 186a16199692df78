package io.kanhe.sandbox;

import io.kanhe.platform.PemCertificates;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A sandbox partner's own keys, read from its folder below {@code certs/}; never the gateway's. */
record PartnerKeys(
    String id,
    KeyIdentity signing,
    SSLContext tls,
    Path trustStore,
    Path tlsStore,
    String password) {

  static PartnerKeys load(Path certs, String id) {
    try {
      String password = Files.readString(certs.resolve("keystore.password")).strip();
      Path tlsStore = certs.resolve(id).resolve("tls.p12");
      Path trustStore = certs.resolve(id).resolve("partner-trust.p12");
      KeyStore trust = trustStore(Trust.readAnchors(certs.resolve("trust")));
      try (var out = Files.newOutputStream(trustStore)) {
        trust.store(out, password.toCharArray());
      }
      KeyIdentity signing =
          Trust.loadKeyIdentity(certs.resolve(id).resolve("signing.p12"), password.toCharArray());
      return new PartnerKeys(
          id, signing, context(tlsStore, password, trust), trustStore, tlsStore, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys of " + id + " cannot be used", e);
    }
  }

  private static KeyStore trustStore(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    List<X509Certificate> usable = anchors.stream().filter(PemCertificates::isForTls).toList();
    for (int i = 0; i < usable.size(); i++) {
      store.setCertificateEntry("anchor-" + i, usable.get(i));
    }
    return store;
  }

  private static SSLContext context(Path tlsStore, String password, KeyStore trust)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(tlsStore)) {
      keys.load(in, password.toCharArray());
    }
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, password.toCharArray());
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "PartnerKeys[" + id + "]";
  }
}
