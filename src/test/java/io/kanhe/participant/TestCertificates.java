package io.kanhe.participant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Self-signed certificates that differ in their serial number; good for the registry, which checks
 * no path.
 */
public final class TestCertificates {

  private final AtomicLong serial = new AtomicLong(1);

  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String pem(String name) {
    return pem(name, KeyUsage.digitalSignature);
  }

  /** A certificate that says that its key is for agreement. */
  public String encryptionPem(String name) {
    return pem(name + " encryption", KeyUsage.keyAgreement);
  }

  public String pem(String name, KeyPair keys) {
    return pem(name, KeyUsage.digitalSignature, keys);
  }

  private String pem(String name, int keyUsage) {
    return pem(name, keyUsage, newKey());
  }

  private String pem(String name, int keyUsage, KeyPair keys) {
    X500Principal subject = new X500Principal("CN=" + name);
    Date from = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
    Date until = Date.from(Instant.parse("2036-01-01T00:00:00Z"));
    try {
      byte[] der =
          new JcaX509v3CertificateBuilder(
                  subject,
                  BigInteger.valueOf(serial.getAndIncrement()),
                  from,
                  until,
                  subject,
                  keys.getPublic())
              .addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes {@code certs/<id>/signing.pem} {@code tls.pem} and {@code encryption.pem}. */
  public void write(Path home, String id) {
    save(home.resolve("certs/" + id + "/signing.pem"), pem(id));
    save(home.resolve("certs/" + id + "/tls.pem"), pem(id + " tls"));
    save(home.resolve("certs/" + id + "/encryption.pem"), encryptionPem(id));
  }

  public static void save(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
