package io.kanhe.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a partner holds: its signing key, its TLS key and the sandbox's anchors.
 *
 * @param chain the signer's certificate first
 * @param trustStore PKCS#12 file with the anchors, for clients that take files only
 */
record PartnerKeys(
    PrivateKey signing,
    List<X509Certificate> chain,
    SSLContext tls,
    Path tlsStore,
    Path trustStore,
    String password) {

  private static final String ALIAS = "key";

  static PartnerKeys load(Path certs, String id) {
    try {
      String password = Files.readString(certs.resolve("keystore.password")).strip();
      char[] secret = password.toCharArray();
      KeyStore signing = read(certs.resolve(id).resolve("signing.p12"), secret);
      Path tlsStore = certs.resolve(id).resolve("tls.p12");
      KeyStore anchors = anchors(certs);
      Path trustStore = certs.resolve(id).resolve("anchors.p12");
      try (OutputStream out = Files.newOutputStream(trustStore)) {
        anchors.store(out, secret);
      }
      return new PartnerKeys(
          (PrivateKey) signing.getKey(ALIAS, secret),
          Arrays.stream(signing.getCertificateChain(ALIAS))
              .map(X509Certificate.class::cast)
              .toList(),
          context(read(tlsStore, secret), secret, anchors),
          tlsStore,
          trustStore,
          password);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the keys of " + id + " cannot be used", e);
    }
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  /** Certificates of a PEM file. */
  static List<X509Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    try (InputStream in = Files.newInputStream(pem)) {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .forEach(each -> certificates.add((X509Certificate) each));
    }
    return certificates;
  }

  private static KeyStore anchors(Path certs) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String name : List.of("root", "issuing-ca")) {
      Path file = certs.resolve("trust").resolve(name + ".pem");
      store.setCertificateEntry(name, certificates(file).get(0));
    }
    return store;
  }

  private static KeyStore read(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }

  private static SSLContext context(KeyStore keys, char[] password, KeyStore anchors)
      throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password);
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    others.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "PartnerKeys[" + certificate().getSubjectX500Principal() + "]";
  }
}
