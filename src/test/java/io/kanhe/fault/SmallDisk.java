package io.kanhe.fault;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file system of a few megabytes, in memory, mounted over a folder: it says ENOSPC like any other
 * when it is full, and harms no neighbour.
 */
final class SmallDisk implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 4096;

  private final Path folder;
  private final Thread atExit = new Thread(this::unmount);

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Aborts the test, visibly, where this user may not mount. */
  static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m,mode=0700";
    if (run("mount", "-t", "tmpfs", "-o", size, "kanhe-small-disk", folder.toString()) != 0) {
      abort("this user may mount no file system of its own");
    }
    SmallDisk disk = new SmallDisk(folder);
    Runtime.getRuntime().addShutdownHook(disk.atExit);
    return disk;
  }

  /** Takes what is left but {@code megabytes}. */
  void fillUpTo(long megabytes) throws IOException {
    try (OutputStream ballast =
        Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] chunk = new byte[CHUNK_BYTES];
      while (freeBytes() > (megabytes + 1) * CHUNK_BYTES) {
        ballast.write(chunk);
      }
    }
  }

  /** Takes every byte that is left, as a neighbour would who shares the disk. */
  void fill() throws IOException {
    try (OutputStream ballast =
        Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int bytes = CHUNK_BYTES; bytes >= PAGE_BYTES; bytes /= 4) {
        writeUntilFull(ballast, new byte[bytes]);
      }
    }
  }

  private static void writeUntilFull(OutputStream ballast, byte[] chunk) {
    try {
      while (true) {
        ballast.write(chunk);
      }
    } catch (IOException full) {
      // That is what it is for; any other reason shows by the bytes that stay free.
      return;
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private void unmount() {
    try {
      run("umount", "--lazy", folder.toString());
    } catch (IOException e) {
      throw new IllegalStateException("umount", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
