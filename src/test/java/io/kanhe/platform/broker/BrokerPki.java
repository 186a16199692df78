package io.kanhe.platform.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority with TLS certificates for broker tests, as files that clients of all
 * protocols read.
 */
public final class BrokerPki implements BrokerIdentities {

  public static final String PASSWORD = "test-password";

  private final Path folder;
  private final KeyPair authorityKey = newKey();
  private final X509Certificate authority;
  private final Map<X509Certificate, String> owners = new HashMap<>();
  private final Set<String> ids;

  public BrokerPki(Path folder, String... participants) {
    this.folder = folder;
    this.ids = Set.of(participants);
    try {
      Files.createDirectories(anchors());
      authority = certificate("CN=Test CA", authorityKey, "CN=Test CA", true, 3600);
      writePem(anchors().resolve("root.pem"), "CERTIFICATE", authority.getEncoded());
      Files.writeString(passwordFile(), PASSWORD + "\n");
      issue("gateway", 3600);
      for (String id : participants) {
        owners.put(issue(id, 3600), id);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Set<String> ids() {
    return ids;
  }

  @Override
  public Optional<String> ownerOf(X509Certificate certificate) {
    return Optional.ofNullable(owners.get(certificate));
  }

  public Path anchors() {
    return folder.resolve("trust");
  }

  public Path anchor() {
    return anchors().resolve("root.pem");
  }

  public Path passwordFile() {
    return folder.resolve("keystore.password");
  }

  public Path keyStore(String name) {
    return folder.resolve(name + ".p12");
  }

  public Path certificatePem(String name) {
    return folder.resolve(name + ".pem");
  }

  public Path keyPem(String name) {
    return folder.resolve(name + ".key");
  }

  public Path trustStore() {
    return folder.resolve("clients-trust.p12");
  }

  /** A certificate of this authority that no participant owns, unless added by the caller. */
  public X509Certificate issue(String name, long validSeconds) {
    try {
      KeyPair key = newKey();
      X509Certificate certificate =
          certificate("CN=" + name, key, "CN=Test CA", false, validSeconds);
      writePem(certificatePem(name), "CERTIFICATE", certificate.getEncoded());
      writePem(keyPem(name), "PRIVATE KEY", key.getPrivate().getEncoded());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "key",
          key.getPrivate(),
          PASSWORD.toCharArray(),
          new Certificate[] {certificate, authority});
      write(store, keyStore(name));
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("ca", authority);
      write(trust, trustStore());
      return certificate;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public void own(X509Certificate certificate, String id) {
    owners.put(certificate, id);
  }

  /**
   * Context of a client that shows the certificate {@code name}, or none if {@code name} is null.
   */
  public SSLContext client(String name) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      KeyStore store = KeyStore.getInstance("PKCS12");
      if (name == null) {
        store.load(null, null);
      } else {
        store = KeyStore.getInstance(keyStore(name).toFile(), PASSWORD.toCharArray());
      }
      keys.init(store, PASSWORD.toCharArray());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(KeyStore.getInstance(trustStore().toFile(), PASSWORD.toCharArray()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certificate(
      String subject, KeyPair key, String issuer, boolean isAuthority, long validSeconds)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            new BigInteger(64, new SecureRandom()),
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(validSeconds)),
            new X500Name(subject),
            key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKey.getPrivate())));
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private static void writePem(Path file, String label, byte[] der) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END "
            + label
            + "-----\n");
  }
}
