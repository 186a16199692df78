package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that others read. Standard: C2SP tlog-tiles. */
class TlogTilesTest {

  @TempDir private Path temporary;
  private final TestNotes notes = new TestNotes("kanhe.test/log");
  private TestLog log;
  private Path folder;

  @BeforeEach
  void open() {
    log = new TestLog(temporary.resolve("data"), notes, 1);
    folder = temporary.resolve("tiles");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aTileIsTheHashesOfItsLevelOneAfterTheOther() throws Exception {
    List<byte[]> entries = log.growTo(700).allEntries();
    ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    for (byte[] entry : entries.subList(0, 256)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      leaves.writeBytes(sha256.digest(entry));
    }
    assertThat(read("tile/0/000")).isEqualTo(leaves.toByteArray()).hasSize(8192);
    assertThat(read("tile/0/000.p/3")).isEqualTo(Arrays.copyOf(leaves.toByteArray(), 96));
    assertThat(read("tile/1/000.p/2"))
        .startsWith(NaiveTree.root(entries.subList(0, 256)))
        .endsWith(NaiveTree.root(entries.subList(256, 512)))
        .hasSize(64);
    assertThat(read("tile/0/002.p/188")).hasSize(188 * 32);
    assertThat(log.ledger.published().read(LogPath.parse("tile/0/002").orElseThrow())).isEmpty();
    assertThat(log.ledger.published().read(LogPath.parse("tile/0/002.p/189").orElseThrow()))
        .isEmpty();
    assertThat(log.ledger.published().read(LogPath.parse("tile/2/000.p/1").orElseThrow()))
        .isEmpty();
  }

  @Test
  void aBundleIsTheEntriesEachAfterItsLengthInTwoBytes() throws Exception {
    List<byte[]> entries = log.growTo(300).allEntries();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (byte[] entry : entries.subList(256, 300)) {
      expected.write(0);
      expected.write(entry.length);
      expected.writeBytes(entry);
    }
    assertThat(entries).allMatch(entry -> entry.length < 256);
    assertThat(read("tile/entries/001.p/44")).isEqualTo(expected.toByteArray());
    assertThat(EntryBundle.read(read("tile/entries/000"), 256))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(entries.subList(0, 256));
  }

  @Test
  void aFolderGrowsToTheFormOfTheStandardAndDropsPartialTilesThatFilled() throws Exception {
    LogFolder writer = new LogFolder(folder, notes);
    for (int size : new int[] {0, 1, 5, 256, 300, 511, 513, 1300}) {
      log.growTo(size);
      assertThat(writer.update(log.ledger.published())).isEqualTo(size);
      if (size > 0) {
        assertIsTheLog(size);
      }
    }
    assertThat(folder.resolve("tile/0/000.p")).doesNotExist();
    assertThat(folder.resolve("tile/entries/001.p")).doesNotExist();
    assertThat(folder.resolve("tile/1/000.p/5")).hasSize(160);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void aFolderWrittenInStepsIsTheFolderWrittenAtOnce() throws Exception {
    LogFolder steps = new LogFolder(folder, notes);
    for (int size = 100; size <= 1000; size += 100) {
      log.growTo(size);
      steps.update(log.ledger.published());
    }
    Path once = temporary.resolve("once");
    new LogFolder(once, notes).update(log.ledger.published());
    try (Stream<Path> files = Files.walk(once)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(folder.resolve(once.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void aFolderThatIsAheadOrOfAnotherHistoryIsNotOverwritten() throws Exception {
    LogFolder writer = new LogFolder(folder, notes);
    log.growTo(400);
    writer.update(log.ledger.published());
    String kept = Files.readString(folder.resolve("checkpoint"));
    for (int size : new int[] {390, 500}) {
      try (TestLog other = new TestLog(temporary.resolve("other" + size), notes, 2)) {
        other.growTo(size);
        assertThatThrownBy(() -> writer.update(other.ledger.published()))
            .isInstanceOfSatisfying(
                KanheException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
      }
    }
    assertThat(folder.resolve("checkpoint")).hasContent(kept);
    assertIsTheLog(400);
  }

  @Test
  void pythonAndOpensslAgreeOverHttp() throws Exception {
    assumeTrue(works("python3", "--version"), "python3 is not here");
    assumeTrue(works("openssl", "version"), "openssl is not here");
    log.growTo(1_300);
    new LogFolder(folder, notes).update(log.ledger.published());
    assertThat(python(folder)).isEqualTo("OK 1300 entries");
    Path bundle = folder.resolve("tile/entries/003");
    byte[] altered = Files.readAllBytes(bundle);
    altered[400] ^= 1;
    Files.write(bundle, altered);
    assertThat(python(folder)).startsWith("WRONG ");
  }

  private String python(Path served) throws IOException, InterruptedException {
    try (FolderServer server = new FolderServer(served)) {
      Path script = temporary.resolve("verify_log.py");
      try (var in = TlogTilesTest.class.getResourceAsStream("/log/verify_log.py")) {
        Files.write(script, in.readAllBytes());
      }
      Process process =
          new ProcessBuilder(
                  "python3", script.toString(), server.prefix().toString(), notes.verifierKey())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said.strip();
    }
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** An independent reader: files, RFC 6962 word for word, nothing of the code under test. */
  private void assertIsTheLog(int size) throws IOException {
    String[] checkpoint = Files.readString(folder.resolve("checkpoint")).split("\n");
    List<byte[]> entries = log.allEntries().subList(0, size);
    assertThat(checkpoint[1]).isEqualTo(Integer.toString(size));
    assertThat(Base64.getDecoder().decode(checkpoint[2])).isEqualTo(NaiveTree.root(entries));
    for (int first = 0; first < size; first += 256) {
      int width = Math.min(256, size - first);
      String name = String.format("%03d", first / 256) + (width == 256 ? "" : ".p/" + width);
      byte[] tile = Files.readAllBytes(folder.resolve("tile/0/" + name));
      byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/" + name));
      int at = 0;
      for (int i = 0; i < width; i++) {
        int length = (bundle[at] & 255) * 256 + (bundle[at + 1] & 255);
        byte[] entry = Arrays.copyOfRange(bundle, at + 2, at + 2 + length);
        assertThat(entry).isEqualTo(entries.get(first + i));
        assertThat(Arrays.copyOfRange(tile, 32 * i, 32 * i + 32))
            .isEqualTo(NaiveTree.root(List.of(entry)));
        at += 2 + length;
      }
      assertThat(at).isEqualTo(bundle.length);
      assertThat(tile).hasSize(32 * width);
    }
  }

  private byte[] read(String path) throws IOException {
    return log.ledger.published().read(LogPath.parse(path).orElseThrow()).orElseThrow();
  }
}
