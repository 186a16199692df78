package io.kanhe.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files encrypted in segments with the key of their message. */
class SealedFileTest {

  private static final int SEGMENT = SealedFile.SEGMENT_BYTES;
  private static final byte[] CANARY = "甄丝雀331081190001010178".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 200_000})
  void givesBackWhatWasWritten(int size) throws IOException {
    byte[] content = content(size);
    SealedFile file = write("1.sealed", key(1), content);
    assertThat(read(file)).isEqualTo(content);
    assertThat(read(file)).as("again").isEqualTo(content);
    try (InputStream in = file.open()) {
      assertThat(in.read()).isEqualTo(size == 0 ? -1 : content[0] & 0xFF);
    }
  }

  @Test
  void holdsNothingReadable() throws IOException {
    byte[] content = new byte[2 * SEGMENT];
    for (int at = 0; at + CANARY.length < content.length; at += 1000) {
      System.arraycopy(CANARY, 0, content, at, CANARY.length);
    }
    SealedFile file = write("1.sealed", key(1), content);
    String stored = Files.readString(file.file(), StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain(new String(CANARY, StandardCharsets.ISO_8859_1));
  }

  @Test
  void anotherKeyOrAnotherNameOpensNothing() throws IOException {
    SealedFile file = write("1.sealed", key(1), content(10));
    refuses(new SealedFile(file.file(), key(2)));
    Path moved = Files.move(file.file(), folder.resolve("2.sealed"));
    refuses(new SealedFile(moved, key(1)));
  }

  /** Attack: somebody who may write to the folder edits a file without knowing its key. */
  @Test
  void segmentsThatAreCutMovedRepeatedOrChangedAreNoticed() throws IOException {
    SealedFile file = write("1.sealed", key(1), content(3 * SEGMENT + 5));
    byte[] whole = Files.readAllBytes(file.file());
    List<byte[]> segments = segments(whole);
    assertThat(segments).hasSize(4);
    List<byte[]> edits = new ArrayList<>();
    edits.add(new byte[0]);
    edits.add(joined(segments.subList(0, 3)));
    edits.add(joined(segments.subList(1, 4)));
    edits.add(joined(List.of(segments.get(1), segments.get(0), segments.get(2), segments.get(3))));
    edits.add(joined(List.of(segments.get(0), segments.get(3))));
    List<byte[]> longer = new ArrayList<>(segments);
    longer.add(segments.get(3));
    edits.add(joined(longer));
    edits.add(Arrays.copyOf(whole, whole.length - 1));
    edits.add(Arrays.copyOf(whole, whole.length + 1));
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      edits.add(changed);
    }
    for (byte[] edit : edits) {
      Files.write(file.file(), edit);
      refuses(file);
    }
  }

  private static BodyKey key(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return new BodyKey(Trust.bodyCipher("AES-256-GCM"), bytes, () -> {});
  }

  private SealedFile write(String name, BodyKey key, byte[] content) throws IOException {
    SealedFile file = new SealedFile(folder.resolve(name), key);
    try (OutputStream disk = Files.newOutputStream(file.file());
        OutputStream out = file.sealing(disk)) {
      for (int from = 0; from < content.length; from += 9_999) {
        out.write(content, from, Math.min(9_999, content.length - from));
      }
    }
    return file;
  }

  private static byte[] read(SealedFile file) throws IOException {
    try (InputStream in = file.open()) {
      return in.readAllBytes();
    }
  }

  private static void refuses(SealedFile file) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static List<byte[]> segments(byte[] file) {
    List<byte[]> segments = new ArrayList<>();
    int from = 0;
    while (from < file.length) {
      int size = 4 + java.nio.ByteBuffer.wrap(file, from, 4).getInt();
      segments.add(Arrays.copyOfRange(file, from, from + size));
      from += size;
    }
    return segments;
  }

  private static byte[] joined(List<byte[]> segments) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    segments.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
