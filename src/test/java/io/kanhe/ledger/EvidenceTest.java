package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Signer;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

  private static final MessageId ID = MessageId.named("evidence");
  private static final String RAW = "message/raw.p7m";

  @TempDir private Path folder;
  private final TestPki pki = TestPki.create();
  private final TestNotes notes = new TestNotes("kanhe.test/log");
  private final SignatureCheck signatures =
      SignatureCheck.of(
          Trust.cmsVerifier(AlgorithmPolicy.strict()),
          raw -> {
            throw new UnsupportedOperationException("no SOAP here");
          });
  private final EvidenceVerifier verifier = new EvidenceVerifier(notes, pki.trust(), signatures);
  private Database database;
  private GroupCommitLedger ledger;

  @BeforeEach
  void open() {
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder.resolve("data"));
    ledger = GroupCommitLedger.open(database, notes, notes, Clock.systemUTC(), 16, 16);
  }

  @AfterEach
  void close() {
    ledger.close();
    database.close();
  }

  @Test
  void verifiesOfflineFromTheTrustFolderAlone() throws IOException {
    byte[] file = export();
    Files.writeString(folder.resolve("ca.pem"), Trust.pem(pki.anchors()));
    Files.writeString(folder.resolve(EvidenceVerifier.LOG_KEY_FILE), notes.verifierKey() + "\n");
    List<Check> checks = EvidenceVerifier.of(folder, signatures).verify(file);
    assertThat(checks).extracting(Check::result).containsOnly(Check.Result.PASS);
    assertThat(checks)
        .extracting(Check::name)
        .contains(
            "container",
            "digest of " + RAW,
            "message: raw digest",
            "message: inclusion proof",
            "message: checkpoint signature",
            "message: signature",
            "message: signer",
            "message: certificate path",
            "entries/2.json: inclusion proof",
            "acknowledgements/2.p7m: signature",
            "acknowledgements/2.p7m: raw digest");
  }

  @Test
  void namesTheMissingTrust() {
    assertThatThrownBy(() -> EvidenceVerifier.of(folder.resolve("nowhere"), signatures))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("log.vkey");
  }

  @Test
  void startsWithAStoredMediaType() {
    assertThat(
            new String(
                export(), 30, 8 + EvidenceParts.MEDIA_TYPE.length(), StandardCharsets.US_ASCII))
        .isEqualTo("mimetype" + EvidenceParts.MEDIA_TYPE);
  }

  @Test
  void failsForEveryPartThatWasChanged() {
    byte[] file = export();
    for (String part : unzip(file).keySet()) {
      byte[] changed = edit(file, part, EvidenceTest::flip);
      List<Check> checks = verifier.verify(changed);
      assertThat(Check.allPassed(checks)).as(part).isFalse();
    }
  }

  @Test
  void failsForAChangedMessageEvenWithAMatchingManifest() {
    byte[] file = export();
    byte[] forged = Trust.cmsSigner(pki.participant("agency-c").build()).sign(new byte[] {1});
    byte[] changed = edit(file, RAW, old -> forged);
    String manifest = new String(unzip(file).get(EvidenceParts.MANIFEST), StandardCharsets.UTF_8);
    String fixed =
        manifest.replace(Digest.sha256(unzip(file).get(RAW)).hex(), Digest.sha256(forged).hex());
    changed = edit(changed, EvidenceParts.MANIFEST, old -> fixed.getBytes(StandardCharsets.UTF_8));
    assertThat(failed(verifier.verify(changed)))
        .containsExactlyInAnyOrder("message: raw digest", "message: signer");
  }

  @Test
  void failsWithoutTrustInTheSignerOrTheLog() {
    byte[] file = export();
    EvidenceVerifier otherPki = new EvidenceVerifier(notes, TestPki.create().trust(), signatures);
    assertThat(failed(otherPki.verify(file)))
        .containsExactlyInAnyOrder(
            "message: certificate path", "acknowledgements/2.p7m: certificate path");
    EvidenceVerifier otherLog =
        new EvidenceVerifier(new TestNotes("kanhe.test/log"), pki.trust(), signatures);
    assertThat(failed(otherLog.verify(file))).contains("message: checkpoint signature");
  }

  @Test
  void survivesHostileContainers() {
    byte[] file = export();
    List<byte[]> hostile =
        List.of(
            new byte[0],
            "PK no zip".getBytes(StandardCharsets.US_ASCII),
            zip(Map.of("readme", new byte[0])),
            zip(withMimetype("../../etc/passwd", new byte[1])),
            zip(withMimetype("a/b/c", new byte[1])),
            zip(withMimetype("bomb", new byte[EvidenceArchive.MAX_PART_BYTES + 1])),
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
  void opensslAcceptsTheRawMessageByTheCommandOfTheReadme() throws Exception {
    Map<String, byte[]> parts = unzip(export());
    Path raw = Files.write(folder.resolve("raw.p7m"), parts.get(RAW));
    Path path = Files.write(folder.resolve("path.pem"), parts.get(RAW + ".signer-path.pem"));
    Path root = Files.writeString(folder.resolve("root.pem"), Trust.pem(pki.anchors()));
    Path output = folder.resolve("openssl.out");
    Process openssl;
    try {
      openssl =
          new ProcessBuilder(
                  "openssl",
                  "cms",
                  "-verify",
                  "-inform",
                  "DER",
                  "-in",
                  raw.toString(),
                  "-purpose",
                  "any",
                  "-CAfile",
                  root.toString(),
                  "-certfile",
                  path.toString(),
                  "-attime",
                  Long.toString(Instant.now().getEpochSecond()),
                  "-out",
                  "/dev/null")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      Assumptions.abort("no openssl on this machine");
      return;
    }
    assertThat(openssl.waitFor()).as(Files.readString(output)).isZero();
  }

  /** Entry 0 accepted, entry 1 handed over, entry 2 acknowledged. */
  private byte[] export() {
    EvidenceCase.SignedBytes message = signed("agency-a", "the message");
    EvidenceCase.SignedBytes answer = signed("insurer-x", "the acknowledgement");
    Recorded accepted =
        record(
            EntryType.ACCEPTED, message, Map.of("messageId", ID.toString(), "senderSequence", "1"));
    Map<String, String> about = Map.of(EvidenceVerifier.FACT_ACCEPTED_INDEX, "0");
    record(EntryType.HANDED_OVER, null, about);
    record(EntryType.ACKNOWLEDGED, answer, about);
    Receipt receipt =
        new Receipt(
            EntryType.ACCEPTED,
            ID,
            Digest.sha256(message.raw()),
            null,
            1,
            accepted.entry().canonicalBytes(),
            accepted.index(),
            accepted.treeSize(),
            accepted.proof(),
            accepted.checkpoint());
    return new EvidenceExport(ledger)
        .write(
            new EvidenceCase(
                message,
                receipt,
                List.of(1L, 2L),
                List.of(new EvidenceCase.Acknowledgement(2, answer))));
  }

  private EvidenceCase.SignedBytes signed(String participant, String content) {
    KeyIdentity identity = pki.participant(participant).build();
    byte[] raw = Trust.cmsSigner(identity).sign(content.getBytes(StandardCharsets.UTF_8));
    return new EvidenceCase.SignedBytes(Door.MQ, raw, pki.trust().path(identity.certificate()));
  }

  private Recorded record(
      EntryType type, EvidenceCase.SignedBytes bytes, Map<String, String> more) {
    Map<String, String> facts = new TreeMap<>(more);
    if (bytes != null) {
      facts.put("rawDigest", Digest.sha256(bytes.raw()).toString());
      facts.put("signer", Signer.thumbprint(bytes.signerPath().get(0)).toString());
    }
    Entry entry = Entry.of(type, Instant.now(), facts);
    Change<Recorded> change =
        new Change<>() {
          @Override
          public Object key() {
            return entry;
          }

          @Override
          public Plan<Recorded> plan(Connection transaction) {
            return new Append<>(entry, (recorded, batch) -> recorded.get(0));
          }
        };
    return ledger.append(change).join();
  }

  private static byte[] flip(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    return changed;
  }

  private static byte[] edit(byte[] file, String part, UnaryOperator<byte[]> change) {
    Map<String, byte[]> parts = unzip(file);
    parts.compute(part, (name, bytes) -> change.apply(bytes));
    return zip(parts);
  }

  private static Map<String, byte[]> withMimetype(String name, byte[] content) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(EvidenceParts.MIMETYPE, EvidenceParts.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII));
    parts.put(name, content);
    return parts;
  }

  private static Map<String, byte[]> unzip(byte[] file) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return parts;
  }

  private static byte[] zip(Map<String, byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
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
