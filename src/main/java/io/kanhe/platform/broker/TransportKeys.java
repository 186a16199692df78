package io.kanhe.platform.broker;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.PemCertificates;
import io.kanhe.platform.TokenStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The broker's TLS key and the authorities whose client certificates it takes.
 *
 * @param keyStore PKCS#12 file
 * @param anchors folder of PEM certificates
 * @param passwordFile holds the password of {@code keyStore}
 * @param token holds the key instead of {@code keyStore}; {@code null} for none
 * @param national of the acceptor for SM2 certificates; {@code null} for none
 */
record TransportKeys(
    Path keyStore,
    Path anchors,
    Path passwordFile,
    @Nullable InToken token,
    @Nullable National national) {

  /**
   * @param label of key and certificate
   */
  record InToken(TokenStore store, String label) {}

  /**
   * @param keyStore PKCS#12 file with an SM2 certificate, under the same password
   */
  record National(int port, Path keyStore) {}

  TransportKeys(Path keyStore, Path anchors, Path passwordFile) {
    this(keyStore, anchors, passwordFile, null, null);
  }

  /** Of the trust store, which holds public certificates only: it keeps no secret. */
  static final String TRUST_PASSWORD = "certificates";

  /** Where the key is, as an acceptor's parameters say it. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("activemq.passwordcodec", PasswordFile.class.getName());
    if (token == null) {
      parameters.put("sslAutoReload", true);
      parameters.put("keyStoreType", "PKCS12");
      parameters.put("keyStorePath", keyStore.toAbsolutePath().toString());
      parameters.put("keyStorePassword", "ENC(" + passwordFile.toAbsolutePath() + ")");
    } else {
      parameters.put("keyStoreType", "PKCS11");
      parameters.put("keyStoreProvider", token.store().providerName());
      parameters.put("keyStorePath", "NONE");
      parameters.put("keyStoreAlias", token.label());
      parameters.put("keyStorePassword", "ENC(" + token.store().pinFile().toAbsolutePath() + ")");
    }
    return parameters;
  }

  /**
   * The same for the acceptor for SM2 certificates, whose contexts {@code io.kanhe.trust} makes.
   */
  Map<String, Object> parameters(National own) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("activemq.passwordcodec", PasswordFile.class.getName());
    parameters.put("sslContext", "rfc8998");
    parameters.put("keyStorePath", own.keyStore().toAbsolutePath().toString());
    parameters.put("keyStorePassword", "ENC(" + passwordFile.toAbsolutePath() + ")");
    parameters.put("trustStorePath", anchors.toAbsolutePath().toString());
    return parameters;
  }

  /**
   * Writes the anchors as the PKCS#12 trust store that Artemis reads.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID if there is no readable anchor
   */
  void writeTrustStore(Path file) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : readAnchors()) {
        store.setCertificateEntry("anchor-" + number++, certificate);
      }
      if (number == 0) {
        throw new KanheException(
            ErrorCode.CONFIGURATION_INVALID,
            "kanhe.keys.anchors holds no *.pem certificate for usual TLS (expected: one with an RSA"
                + " or EC key; or kanhe.broker.*-port 0 where all partners have SM2 certificates)");
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, TRUST_PASSWORD.toCharArray());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.keys.anchors cannot be read (expected: PEM certificates)",
          e);
    }
  }

  private List<Certificate> readAnchors() throws IOException, GeneralSecurityException {
    List<Path> files;
    try (Stream<Path> found = Files.list(anchors)) {
      files = found.filter(file -> file.toString().endsWith(".pem")).sorted().toList();
    }
    List<Certificate> certificates = new ArrayList<>();
    for (Path file : files) {
      // Anchors of SM2 chains stand in the same folder and are for signatures only.
      PemCertificates.read(file).stream()
          .filter(PemCertificates::isForTls)
          .forEach(certificates::add);
    }
    return certificates;
  }
}
