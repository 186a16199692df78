package io.kanhe.ledger;

import static io.kanhe.ledger.EvidenceFixture.RAW;
import static io.kanhe.ledger.EvidenceFixture.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.ledger.EvidenceFixture.Erased;
import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.OpenSsl;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

  @TempDir private Path folder;
  private EvidenceFixture fixture;
  private EvidenceVerifier verifier;

  @BeforeEach
  void open() {
    fixture = new EvidenceFixture(folder);
    verifier = fixture.verifier();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void verifiesOfflineFromTheTrustFolderAlone() throws IOException {
    byte[] file = fixture.export("the message");
    fixture.writeTrust(folder);
    List<Check> checks =
        new EvidenceVerifier(EvidenceTrust.read(folder), EvidenceFixture.signatures()).verify(file);
    assertThat(checks).extracting(Check::result).containsOnly(Check.Result.PASS);
    assertThat(checks)
        .extracting(Check::name)
        .contains(
            "container",
            "container: signature",
            "container: time stamp",
            "container: certificate path",
            "container: signer",
            "digest of " + RAW,
            "message: raw digest",
            "message: inclusion proof",
            "message: checkpoint signature",
            "message: time stamp",
            "message: signature",
            "message: signer",
            "message: certificate path",
            "entries/2.json: inclusion proof",
            "entries/2.json: time stamp",
            "acknowledgements/2.p7m: signature",
            "acknowledgements/2.p7m: raw digest");
  }

  @Test
  void namesTheMissingTrust() {
    assertThatThrownBy(() -> EvidenceTrust.read(folder.resolve("nowhere")))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("log.vkey");
  }

  /** ETSI EN 319 162-1 section A.1: a program tells the format from the bytes at 30 and 38. */
  @Test
  void startsWithAStoredMediaType() {
    assertThat(
            new String(
                fixture.export("the message"),
                30,
                8 + EvidenceParts.MEDIA_TYPE.length(),
                StandardCharsets.US_ASCII))
        .isEqualTo("mimetypeapplication/vnd.etsi.asic-e+zip");
  }

  @Test
  void commonZipProgramsReadTheContainer() throws IOException {
    byte[] file = fixture.export("the message");
    Path zip = Files.write(folder.resolve("evidence.asice"), file);
    try (java.util.zip.ZipFile read = new java.util.zip.ZipFile(zip.toFile())) {
      assertThat(read.stream().map(ZipEntry::getName))
          .containsExactlyElementsOf(StoredZip.read(file).keySet());
      assertThat(read.getInputStream(read.getEntry(RAW)).readAllBytes())
          .isEqualTo(StoredZip.read(file).get(RAW));
    }
  }

  @Test
  void failsForAChangedMessageEvenWithAMatchingManifestAndASignatureOfAnInsider() {
    byte[] file = fixture.export("the message");
    byte[] forged =
        Trust.cmsSigner(fixture.pki().participant("agency-c").build()).sign(new byte[1]);
    Map<String, byte[]> parts = StoredZip.read(file);
    String sums = new String(parts.get(EvidenceParts.CHECKSUMS), StandardCharsets.UTF_8);
    parts.put(
        EvidenceParts.CHECKSUMS,
        sums.replace(Digest.sha256(parts.get(RAW)).hex(), Digest.sha256(forged).hex())
            .getBytes(StandardCharsets.UTF_8));
    parts.put(RAW, forged);
    Map<String, byte[]> listed = new LinkedHashMap<>(parts);
    listed.keySet().removeIf(EvidenceParts::isAroundTheSignature);
    byte[] manifest = AsicManifest.write(listed);
    parts.put(EvidenceParts.MANIFEST, manifest);
    KeyIdentity insider = fixture.pki().participant("agency-c").build();
    parts.put(
        EvidenceParts.SIGNATURE,
        Trust.containerSigner(insider, Clock.systemUTC())
            .sign(manifest, value -> Optional.empty()));
    assertThat(failed(verifier.verify(StoredZip.write(parts))))
        .containsExactlyInAnyOrder("container: signer", "message: raw digest", "message: signer");
  }

  @Test
  void saysWhatItCouldNotCheckWithoutStampsAndWithoutTheGatewaysCertificate() {
    byte[] file = fixture.export("the message");
    EvidenceTrust trust = fixture.trust();
    EvidenceVerifier less =
        new EvidenceVerifier(
            new EvidenceTrust(trust.log(), trust.signers(), trust.stamps(), Set.of()),
            EvidenceFixture.signatures());
    assertThat(less.verify(file))
        .filteredOn(check -> check.result() == Check.Result.SKIPPED)
        .extracting(Check::name)
        .containsExactly("container: signer");
  }

  @Test
  void failsWithoutTrustInTheSignerOrTheLogOrTheStamps() {
    byte[] file = fixture.export("the message");
    EvidenceTrust trust = fixture.trust();
    TestPki other = TestPki.create();
    assertThat(
            failed(
                with(new EvidenceTrust(trust.log(), other.trust(), trust.stamps(), Set.of()))
                    .verify(file)))
        .containsExactlyInAnyOrder(
            "container: certificate path",
            "message: certificate path",
            "acknowledgements/2.p7m: certificate path");
    assertThat(
            failed(
                with(new EvidenceTrust(
                        Trust.noteVerifier(TestPki.noteSigner("kanhe.test/log").verifierKey()),
                        trust.signers(),
                        trust.stamps(),
                        Set.of()))
                    .verify(file)))
        .contains("message: checkpoint signature");
    assertThat(
            failed(
                with(new EvidenceTrust(
                        trust.log(), trust.signers(), StampFixture.stamping(other), Set.of()))
                    .verify(file)))
        .containsExactly(
            "container: time stamp",
            "message: time stamp",
            "entries/1.json: time stamp",
            "entries/2.json: time stamp");
  }

  @Test
  void survivesHostileContainers() throws IOException {
    byte[] file = fixture.export("the message");
    byte[] mimetype = EvidenceParts.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII);
    List<byte[]> hostile =
        List.of(
            new byte[0],
            "PK no zip".getBytes(StandardCharsets.US_ASCII),
            StoredZip.write(Map.of("readme", new byte[0])),
            StoredZip.write(Map.of("mimetype", mimetype)),
            StoredZip.write(new LinkedHashMap<>(Map.of("../../etc/passwd", new byte[1]))),
            deflated(StoredZip.read(file)),
            edit(
                file,
                EvidenceParts.RECEIPT,
                old -> "<!DOCTYPE x><x/>".getBytes(StandardCharsets.UTF_8)),
            edit(
                file,
                "entries/2.tlog-proof",
                old -> "c2sp.org/tlog-proof@v1\nindex x\n\n".getBytes(StandardCharsets.UTF_8)));
    for (byte[] bytes : hostile) {
      assertThat(Check.allPassed(verifier.verify(bytes))).isFalse();
    }
  }

  @Test
  void provesAnErasedMessageAndSaysThatItsContentIsWithheld() {
    List<Check> checks = verifier.verify(fixture.exportWithout(Erased.THE_MESSAGE));
    assertThat(failed(checks)).isEmpty();
    assertThat(Check.allPassed(checks)).isTrue();
    assertThat(checks)
        .filteredOn(check -> check.result() == Check.Result.WITHHELD)
        .extracting(Check::name)
        .containsExactly("message: content");
    assertThat(checks).extracting(Check::name).contains("message: time stamp");
  }

  @Test
  void failsForAMessageThatIsLeftOutWithoutItsErasure() {
    assertThat(failed(verifier.verify(fixture.exportWithout(Erased.NOTHING)))).contains("message");
    assertThat(failed(verifier.verify(fixture.exportWithout(Erased.OTHER_BYTES))))
        .contains("message");
  }

  @Test
  void opensslAcceptsEveryPartByTheCommandsOfTheReadme() throws Exception {
    OpenSsl openSsl = OpenSsl.in(folder);
    byte[] file = fixture.export("the message");
    fixture.writeTrust(folder.resolve("TRUST"));
    ReadmeCommands.unpack(file, folder);
    String seconds = Long.toString(Instant.now().getEpochSecond());
    List<String> commands = commands(Files.readString(folder.resolve(EvidenceParts.README)));
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (String command : commands) {
      openSsl.run(command.replace("SECONDS", seconds).substring("openssl ".length()).split(" +"));
    }
  }

  /** For src/dss, which runs in a process of its own after these tests. */
  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa"})
  void leavesContainersForTheIndependentValidator(String kind) throws IOException {
    Path samples = Files.createDirectories(Path.of("target/asic", kind));
    try (EvidenceFixture one =
        new EvidenceFixture(folder.resolve(kind), TestPki.create(), kind.equals("rsa"))) {
      byte[] file = one.export("the message");
      assertThat(Check.allPassed(one.verifier().verify(file))).isTrue();
      Files.write(samples.resolve("evidence.asice"), file);
      one.writeTrust(samples);
    }
  }

  /** The lines of the README that start with openssl, each with its continuations. */
  private static List<String> commands(String readme) {
    return readme
        .replace("\\\n", " ")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("openssl "))
        .toList();
  }

  private static EvidenceVerifier with(EvidenceTrust trust) {
    return new EvidenceVerifier(trust, EvidenceFixture.signatures());
  }

  private static byte[] deflated(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static List<String> failed(List<Check> checks) {
    List<String> names = new ArrayList<>();
    for (Check check : checks) {
      if (check.result() == Check.Result.FAIL) {
        names.add(check.name());
      }
    }
    return names;
  }
}
