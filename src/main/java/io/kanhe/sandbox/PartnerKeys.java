package io.kanhe.sandbox;

import io.kanhe.platform.PemCertificates;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    return load(id, certs.resolve(id), certs.resolve("keystore.password"), certs.resolve("trust"));
  }

  /**
   * @param folder with {@code signing.p12} and {@code tls.p12}; {@code partner-trust.p12} is made
   *     there
   * @param passwordFile password of both
   * @param anchors folder of the certificates under which the gateway's is trusted
   */
  static PartnerKeys load(String id, Path folder, Path passwordFile, Path anchors) {
    try {
      String password = Files.readString(passwordFile).strip();
      Path tlsStore = folder.resolve("tls.p12");
      Path trustStore = folder.resolve("partner-trust.p12");
      KeyStore trust = trustStore(Trust.readAnchors(anchors));
      writeWhole(trust, trustStore, password);
      KeyIdentity signing =
          Trust.loadKeyIdentity(folder.resolve("signing.p12"), password.toCharArray());
      return new PartnerKeys(
          id, signing, context(tlsStore, password, trust), trustStore, tlsStore, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys of " + id + " cannot be used", e);
    }
  }

  /** Another process of the same partner may be reading it. */
  private static void writeWhole(KeyStore store, Path file, String password)
      throws GeneralSecurityException, IOException {
    Path written = Files.createTempFile(file.getParent(), "partner-trust", ".tmp");
    try (var out = Files.newOutputStream(written)) {
      store.store(out, password.toCharArray());
    }
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
