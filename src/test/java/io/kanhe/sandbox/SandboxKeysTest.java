package io.kanhe.sandbox;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_UNTRUSTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxKeysTest {

  @TempDir private static Path made;

  @BeforeAll
  static void makeKeys() {
    SandboxKeys.ensure(made);
  }

  @Test
  void everyMemberSignsAndIsTrusted() throws IOException {
    CertificateTrust trust = Trust.certificateTrust(Trust.readAnchors(made.resolve("trust")));
    for (SandboxMember member : SandboxMember.ALL) {
      KeyIdentity signing = identity(made, member.id(), "signing");
      trust.check(signing.certificate(), Instant.now());
      byte[] signed = Trust.cmsSigner(signing).sign(new byte[10]);
      assertThat(Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(signed).signer().certificate())
          .isEqualTo(
              Trust.readCertificates(made.resolve(member.id()).resolve("signing.pem")).get(0));
      assertThat(signing.certificate().getSubjectX500Principal().getName())
          .contains("CN=" + member.id());
    }
  }

  @Test
  void metAndInsurerBSignWithRsaAndTheOthersWithEc() throws IOException {
    Map<String, String> algorithms = new TreeMap<>();
    for (SandboxMember member : SandboxMember.ALL) {
      algorithms.put(member.id(), identity(made, member.id(), "signing").key().getAlgorithm());
    }
    assertThat(algorithms).containsEntry("met-taizhou", "RSA").containsEntry("insurer-b", "RSA");
    assertThat(algorithms.values().stream().filter("EC"::equals))
        .hasSize(SandboxMember.ALL.size() - 2);
  }

  @Test
  void tlsCertificatesNameLocalhostAndMustNotSign() throws Exception {
    CertificateTrust trust = Trust.certificateTrust(Trust.readAnchors(made.resolve("trust")));
    KeyIdentity tls = identity(made, "insurer-a", "tls");

    assertThat(tls.certificate().getSubjectAlternativeNames().toString())
        .contains("localhost", "127.0.0.1");
    assertThatThrownBy(() -> trust.check(tls.certificate(), Instant.now()))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(CERTIFICATE_UNTRUSTED));
  }

  @Test
  void theLogKeyFitsItsVerifierKey() throws IOException {
    var signer =
        Trust.noteSigner(SandboxKeys.DEFAULT_LOG_ORIGIN, made.resolve("kanhe").resolve("log.key"));
    String vkey = Files.readString(made.resolve("kanhe").resolve("log.vkey"));

    assertThat(Trust.noteVerifier(vkey).verify(signer.sign("text\n"))).isEqualTo("text\n");
  }

  @Test
  void onlyTheOwnerReadsWhatWasMade() throws IOException {
    assumeTrue(Files.getFileStore(made).supportsFileAttributeView("posix"), "no POSIX rights here");
    for (String name : SandboxTree.names()) {
      try (Stream<Path> files = Files.walk(made.resolve(name))) {
        for (Path file : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void aSecondStartChangesNothing(@TempDir Path certs) throws IOException {
    SandboxKeys.ensure(certs);
    Map<Path, String> before = contents(certs);
    SandboxKeys.ensure(certs);

    assertThat(contents(certs)).isEqualTo(before);
  }

  @Test
  void startsAtTheSameTimeMakeOneSetOfKeys(@TempDir Path certs) throws IOException {
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(CompletableFuture.runAsync(() -> SandboxKeys.ensure(certs)));
    }
    starts.forEach(CompletableFuture::join);

    KeyIdentity gateway = identity(certs, "kanhe", "signing");
    Trust.certificateTrust(Trust.readAnchors(certs.resolve("trust")))
        .check(gateway.certificate(), Instant.now());
  }

  @Test
  void aStartCutOffWhileWritingIsBegunAgain(@TempDir Path certs) throws IOException {
    Files.createDirectories(certs.resolve(".sandbox-new").resolve("kanhe"));
    Files.writeString(
        certs.resolve(".sandbox-new").resolve("kanhe").resolve("signing.p12"), "half");

    SandboxKeys.ensure(certs);

    assertThat(identity(certs, "kanhe", "signing").key()).isNotNull();
    assertThat(certs.resolve(".sandbox-new")).doesNotExist();
  }

  @Test
  void aStartCutOffWhileMovingIsFinished(@TempDir Path certs) throws IOException {
    SandboxKeys.ensure(certs);
    Map<Path, String> before = contents(certs);
    Path aside = Files.createDirectory(certs.resolve(".sandbox-new"));
    Files.createFile(aside.resolve("complete"));
    for (String name : List.of("tsa", "kanhe", "trust")) {
      Files.move(certs.resolve(name), aside.resolve(name));
    }

    SandboxKeys.ensure(certs);

    assertThat(contents(certs)).isEqualTo(before);
  }

  @Test
  void refusesAFolderThatHoldsOtherKeys(@TempDir Path certs) throws IOException {
    Files.createDirectory(certs.resolve("kanhe"));

    assertThatThrownBy(() -> SandboxKeys.ensure(certs))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("kanhe.sandbox.enabled=false");
    assertThat(certs.resolve("trust")).doesNotExist();
  }

  private static KeyIdentity identity(Path certs, String id, String name) throws IOException {
    char[] password = Files.readString(certs.resolve("keystore.password")).strip().toCharArray();
    return Trust.loadKeyIdentity(certs.resolve(id).resolve(name + ".p12"), password);
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
