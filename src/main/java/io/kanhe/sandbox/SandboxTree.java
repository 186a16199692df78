package io.kanhe.sandbox;

import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The files of the sandbox's key folder: {@code trust/}, {@code ca/}, {@code tsa/}, a folder for
 * each member and {@code keystore.password}. Readable by their owner only. The root's key is thrown
 * away, its revocation list stays; those of the authorities under it are kept in {@code ca/}, to
 * say what is revoked.
 */
final class SandboxTree {

  private static final Duration BEFORE_NOW = Duration.ofHours(1);
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration MEMBER_LIFE = Duration.ofDays(730);
  private static final int PASSWORD_BYTES = 24;
  private static final String PASSWORD_FILE = "keystore.password";
  private static final String GATEWAY = "kanhe";
  private static final String TLS_AUTHORITY = "tls-ca";

  private final String logOrigin;
  private final Clock clock;
  private final SandboxCrypto crypto;
  private final int statusPort;

  SandboxTree(String logOrigin, Clock clock, SandboxCrypto crypto, int statusPort) {
    this.logOrigin = logOrigin;
    this.crypto = crypto;
    this.clock = clock;
    this.statusPort = statusPort;
  }

  /** What stands in the key folder, {@code trust} last: where it is, the rest is too. */
  static List<String> names() {
    List<String> names = new ArrayList<>(List.of(PASSWORD_FILE, "ca", "tsa"));
    SandboxMember.ALL.forEach(member -> names.add(member.id()));
    names.add("trust");
    return names;
  }

  void write(Path folder) throws IOException {
    createFolder(folder);
    Instant from = clock.instant().minus(BEFORE_NOW).truncatedTo(ChronoUnit.SECONDS);
    Validity authorityLife = Validity.startingAt(from, AUTHORITY_LIFE);
    Validity memberLife = Validity.startingAt(from, MEMBER_LIFE);
    String password = newPassword();
    writeFile(folder.resolve(PASSWORD_FILE), text(password + "\n"));
    CertificateAuthority root =
        CertificateAuthority.root(
                authorityName("Sandbox Root CA"), crypto.authorityKey(), authorityLife)
            .publishing(SandboxPoint.offline(statusPort, "root"));
    CertificateAuthority issuing =
        root.issuing(authorityName("Sandbox Issuing CA"), crypto.authorityKey(), authorityLife)
            .publishing(SandboxPoint.online(statusPort, "issuing-ca"));
    CertificateAuthority tls = crypto == SandboxCrypto.SM ? tlsAuthority(authorityLife) : issuing;
    writeIdentity(folder.resolve("ca"), "issuing-ca", issuing.identity(), password);
    writeFile(folder.resolve("ca").resolve("root.crl"), SandboxPoint.lastList(root, clock));
    writeIdentity(
        folder.resolve("tsa"),
        "signing",
        issuing.timestamping(authorityName("Sandbox TSA"), crypto.authorityKey(), memberLife),
        password);
    writeIdentity(
        folder.resolve("tsa"),
        "second",
        issuing.timestamping(
            authorityName("Second Sandbox TSA"), crypto.insteadOf(KeyKind.RSA_2048), memberLife),
        password);
    for (SandboxMember member : SandboxMember.ALL) {
      writeMember(folder.resolve(member.id()), member, issuing, tls, memberLife, password);
    }
    String logKey = writeLogKey(folder.resolve(GATEWAY));
    writeTrust(folder.resolve("trust"), root.certificate(), issuing.certificate(), logKey);
    writeGateway(folder);
    if (tls != issuing) {
      Path anchor = folder.resolve("trust").resolve("tls-root.pem");
      writeFile(anchor, text(Trust.pem(List.of(tls.certificate()))));
      writeIdentity(folder.resolve("ca"), TLS_AUTHORITY, tls.identity(), password);
    }
  }

  private CertificateAuthority tlsAuthority(Validity life) {
    return CertificateAuthority.root(authorityName("Sandbox TLS CA"), KeyKind.P_256, life)
        .publishing(SandboxPoint.online(statusPort, TLS_AUTHORITY));
  }

  private void writeMember(
      Path folder,
      SandboxMember member,
      CertificateAuthority issuing,
      CertificateAuthority tlsIssuing,
      Validity life,
      String password)
      throws IOException {
    KeyIdentity signing =
        issuing.signing(member.subject("signing"), crypto.signingKey(member), life);
    KeyIdentity tls = tlsIssuing.tls(member.subject("tls"), KeyKind.P_256, life);
    writeIdentity(folder, "signing", signing, password);
    writeIdentity(folder, "tls", tls, password);
    SandboxEncryptionKeys.write(folder, member, issuing, life, password, crypto);
  }

  static void writeIdentity(Path folder, String name, KeyIdentity identity, String password)
      throws IOException {
    createFolder(folder);
    writeFile(folder.resolve(name + ".p12"), Trust.keyStore(identity, password.toCharArray()));
    writeFile(folder.resolve(name + ".pem"), text(Trust.pem(identity.chain())));
  }

  private String writeLogKey(Path folder) throws IOException {
    Path key = folder.resolve("log.key");
    writeFile(key, text(crypto.newLogKey()));
    writeFile(folder.resolve("subjects.key"), text(Trust.newKeyedHashKey() + "\n"));
    String verifierKey = Trust.noteSigner(logOrigin, key).verifierKey() + "\n";
    writeFile(folder.resolve("log.vkey"), text(verifierKey));
    return verifierKey;
  }

  /**
   * All that somebody needs who checks receipts and evidence: anchors and the ledger's public key.
   */
  private static void writeTrust(
      Path folder, X509Certificate root, X509Certificate issuing, String logKey)
      throws IOException {
    createFolder(folder);
    writeFile(folder.resolve("root.pem"), text(Trust.pem(List.of(root))));
    writeFile(folder.resolve("issuing-ca.pem"), text(Trust.pem(List.of(issuing))));
    writeFile(folder.resolve("log.vkey"), text(logKey));
  }

  /** So that who checks an evidence file knows whose signature it has to carry. */
  private static void writeGateway(Path folder) throws IOException {
    Path own = folder.resolve("trust").resolve("gateway");
    createFolder(own);
    Path chain = folder.resolve(GATEWAY).resolve("signing.pem");
    List<X509Certificate> certificate = Trust.readCertificates(chain).subList(0, 1);
    writeFile(own.resolve("signing.pem"), text(Trust.pem(certificate)));
  }

  private static SubjectName authorityName(String commonName) {
    return new SubjectName("勘合沙箱(示例)", "sandbox", commonName, null);
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectory(folder, ownerOnly(folder.getParent(), "rwx------"));
    }
  }

  /** Created with its permissions, so that no moment remains in which others could read it. */
  private static void writeFile(Path file, byte[] bytes) throws IOException {
    Files.createFile(file, ownerOnly(file.getParent(), "rw-------"));
    Files.write(file, bytes);
  }

  private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) throws IOException {
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
