import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The partner's own keys in PEM (signing.key, signing.pem, tls.key, tls.pem; keys in PKCS #8), and of the operator
 * root.pem and log.vkey.
 */
record KanheKeys(PrivateKey signingKey, X509Certificate certificate, SSLContext tls, String log) {

  static KanheKeys read(Path folder) throws IOException, GeneralSecurityException {
    return new KanheKeys(
        key(folder.resolve("signing.key"), certificates(folder.resolve("signing.pem")).get(0)),
        certificates(folder.resolve("signing.pem")).get(0),
        context(folder),
        Files.readString(folder.resolve("log.vkey")).strip());
  }

  boolean isRsa() {
    return signingKey.getAlgorithm().equals("RSA");
  }

  private static List<X509Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    return factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pem))).stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static PrivateKey key(Path pem, X509Certificate certificate) throws IOException, GeneralSecurityException {
    String text = Files.readString(pem).replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END.*|\\s", "");
    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  private static SSLContext context(Path folder) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = certificates(folder.resolve("tls.pem"));
    char[] password = new char[0];
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("tls", key(folder.resolve("tls.key"), chain.get(0)), password, chain.toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (X509Certificate each : certificates(folder.resolve("root.pem"))) {
      trusted.setCertificateEntry(each.getSubjectX500Principal().getName(), each);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "KanheKeys";
  }
}
