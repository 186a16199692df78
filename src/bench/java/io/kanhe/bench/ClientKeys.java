package io.kanhe.bench;

import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys that the sandbox made for its participants, in the form that JSSE and WSS4J take. */
record ClientKeys(Path certs, char[] password) {

  static final String ALIAS = "key";

  static ClientKeys read(Path certs) throws IOException {
    String password = Files.readString(certs.resolve("keystore.password")).strip();
    return new ClientKeys(certs, password.toCharArray());
  }

  KeyIdentity signing(String participant) {
    return Trust.loadKeyIdentity(certs.resolve(participant).resolve("signing.p12"), password);
  }

  KeyStore keyStore(String participant, String file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certs.resolve(participant).resolve(file))) {
      store.load(in, password);
    }
    return store;
  }

  KeyStore anchors() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    List<X509Certificate> anchors = Trust.readAnchors(certs.resolve("trust"));
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, anchors.get(i));
    }
    return store;
  }

  SSLContext tls(String participant) throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(keyStore(participant, "tls.p12"), password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public String toString() {
    return "ClientKeys";
  }
}
