package io.kanhe.intake.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.body.Bodies;
import io.kanhe.body.SealedFile;
import io.kanhe.body.TestBodies;
import io.kanhe.message.Digest;
import io.kanhe.platform.DataDisk;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Received files on disk: encrypted from their first byte. */
class FeedFilesTest {

  private static final String CANARY = "jinsique-331081190001010178";

  @TempDir Path folder;

  private Database database;
  private Path feeds;
  private FeedFiles files;

  @BeforeEach
  void open() {
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder);
    Bodies bodies = TestBodies.of(database);
    feeds = folder.resolve("feeds");
    files = new FeedFiles(feeds, bodies::newKey, 10_000_000, new DataDisk(feeds));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void noByteOfContentIsOnDiskInClear() throws IOException {
    byte[] content = (CANARY + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8);
    FeedFiles.Received received = files.receive(new Watching(content), content.length);
    assertThat(received.sizeBytes()).isEqualTo(content.length);
    assertThat(received.digest()).isEqualTo(Digest.sha256(content));
    assertThat(clearFiles()).isEmpty();
    try (InputStream in = new SealedFile(received.file(), received.key()).open()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void whatACrashLeftBehindIsRemovedAndRecordedFilesStay() throws IOException {
    byte[] content = CANARY.getBytes(StandardCharsets.UTF_8);
    Path kept = files.receive(new ByteArrayInputStream(content), -1).file();
    Path orphan = files.receive(new ByteArrayInputStream(content), -1).file();
    Path part = Files.createFile(feeds.resolve("x.part"));
    Path old = Files.createFile(feeds.resolve("y.feed"));
    files.removeOrphans(name -> name.equals(kept.getFileName().toString()));
    assertThat(kept).exists();
    assertThat(List.of(orphan, part, old)).allSatisfy(each -> assertThat(each).doesNotExist());
  }

  private List<Path> clearFiles() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(FeedFilesTest::holdsCanary).toList();
    }
  }

  private static boolean holdsCanary(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(CANARY);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Looks at the disk while the file is still coming in. */
  private final class Watching extends ByteArrayInputStream {

    private boolean looked;

    Watching(byte[] content) {
      super(content);
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      int read = super.read(bytes, offset, length);
      if (pos > count / 2 && !looked) {
        looked = true;
        try {
          assertThat(clearFiles()).isEmpty();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return read;
    }
  }
}
