package io.kanhe.intake.http;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.PemCertificates;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** TLS of the doors from the configured key store and anchors. */
final class DoorTls {

  private DoorTls() {}

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID naming the property whose file is missing or
   *     unreadable
   */
  static SslContextFactory.Server create(KanheProperties properties) {
    KanheProperties.Keys keys = properties.keys();
    String password = read("kanhe.keys.password-file", properties.resolve(keys.passwordFile()));
    SslContextFactory.Server tls;
    if (keys.token().holdsTls()) {
      tls = new TokenServer(Trust.keyManager(Trust.tlsIdentity(properties)));
    } else {
      tls = new SslContextFactory.Server();
      tls.setKeyStore(keyStore(properties.resolve(keys.tls()), password));
      tls.setKeyStorePassword(password);
    }
    tls.setTrustStore(anchors(properties.resolve(keys.anchors())));
    tls.setNeedClientAuth(true);
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Forward secrecy and authenticated encryption only.
    tls.setIncludeCipherSuites(
        "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_(RSA|ECDSA)_WITH_.*_(GCM|POLY1305)_.*");
    tls.setRenegotiationAllowed(false);
    tls.setSniRequired(false);
    return tls;
  }

  private static KeyStore keyStore(Path file, String password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw invalid("kanhe.keys.tls", file, e);
    }
  }

  private static KeyStore anchors(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      List<Path> pems = files.filter(file -> file.toString().endsWith(".pem")).sorted().toList();
      for (Path pem : pems) {
        addAll(store, pem);
      }
      if (store.size() == 0) {
        throw new KanheException(
            ErrorCode.CONFIGURATION_INVALID,
            "kanhe.keys.anchors: no certificate for usual TLS in "
                + folder
                + "/*.pem (expected: one with an RSA or EC key; or kanhe.https.port -1 where all"
                + " partners have SM2 certificates)");
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw invalid("kanhe.keys.anchors", folder, e);
    }
  }

  /** Anchors of SM2 chains stand in the same folder and are for signatures only. */
  private static void addAll(KeyStore store, Path pem)
      throws IOException, GeneralSecurityException {
    for (X509Certificate certificate : PemCertificates.read(pem)) {
      if (PemCertificates.isForTls(certificate)) {
        store.setCertificateEntry("anchor-" + store.size(), certificate);
      }
    }
  }

  private static String read(String property, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw invalid(property, file, e);
    }
  }

  private static KanheException invalid(String property, Path file, Exception cause) {
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        property + ": " + file + " is missing or cannot be read",
        cause);
  }

  /** With a key that stays in its token: there is no key store to read. */
  private static final class TokenServer extends SslContextFactory.Server {

    private final X509ExtendedKeyManager key;

    TokenServer(X509ExtendedKeyManager key) {
      this.key = key;
    }

    @Override
    protected KeyManager[] getKeyManagers(@Nullable KeyStore none) {
      return new KeyManager[] {key};
    }
  }
}
