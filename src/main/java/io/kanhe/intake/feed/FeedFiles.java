package io.kanhe.intake.feed;

import io.kanhe.body.BodyKey;
import io.kanhe.body.SealedFile;
import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.DataDisk;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feed files on the gateway's own disk, encrypted as they come in: not a byte of content is written
 * in clear. Names are random, never a sender's. A file is durable, by content and by name, before
 * the pipeline hears of it. Thread-safe.
 */
final class FeedFiles {

  private static final Logger log = LoggerFactory.getLogger(FeedFiles.class);
  private static final String PART = ".part";

  /** In clear: of gateways before files were encrypted. */
  private static final String PLAIN = ".feed";

  private static final int BUFFER_BYTES = 1 << 16;

  private final DataDisk disk;
  private final Path folder;
  private final Supplier<BodyKey> keys;
  private final long maxBytes;

  /**
   * @param keys gives each file the key of the message to be
   * @throws KanheException 5006 CONFIGURATION_INVALID if the folder cannot be made
   */
  FeedFiles(Path folder, Supplier<BodyKey> keys, long maxBytes, DataDisk disk) {
    this.disk = disk;
    this.folder = folder;
    this.keys = keys;
    this.maxBytes = maxBytes;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, "kanhe.data: " + folder + " cannot be made", e);
    }
  }

  /**
   * @param declaredBytes Content-Length, -1 if none
   * @throws KanheException 1007 LIMIT_EXCEEDED as soon as the limit is passed, 5004
   *     STORE_UNAVAILABLE if the disk fails
   * @throws IOException if the sender's connection breaks
   */
  Received receive(InputStream in, long declaredBytes) throws IOException {
    if (declaredBytes > maxBytes) {
      throw tooLarge();
    }
    String name = UUID.randomUUID().toString();
    Path part = folder.resolve(name + PART);
    Path file = folder.resolve(name + SealedFile.SUFFIX);
    boolean complete = false;
    try {
      Received received = copy(in, part, file);
      store("rename", () -> Files.move(part, file, StandardCopyOption.ATOMIC_MOVE));
      store("sync of the folder", () -> syncFolder(folder));
      complete = true;
      return received;
    } finally {
      if (!complete) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Removes what a crash left behind: parts, and files that no recorded message names. Only before
   * the door opens.
   */
  void removeOrphans(Predicate<String> isRecorded) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (isLeftBehind(name, isRecorded)) {
          Files.delete(file);
          log.info("feed file without a recorded message removed: {}", name);
        }
      }
    } catch (IOException e) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "feed folder cannot be read", e);
    }
  }

  private static boolean isLeftBehind(String name, Predicate<String> isRecorded) {
    return name.endsWith(PART)
        || (SealedFile.isNamed(name) || name.endsWith(PLAIN)) && !isRecorded.test(name);
  }

  private Received copy(InputStream in, Path part, Path file) throws IOException {
    MessageDigest sha = DigestAlgorithm.SHA_256.newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    BodyKey key = keys.get();
    try (FileChannel channel = open(part)) {
      OutputStream out = new SealedFile(file, key).sealing(Channels.newOutputStream(channel));
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw tooLarge();
        }
        // Attack: a file of nobody's agreement fills the disk before anything of it is looked at.
        disk.requireReserve();
        sha.update(buffer, 0, n);
        int length = n;
        store("write", () -> out.write(buffer, 0, length));
      }
      store("write", out::close);
      store("sync", () -> channel.force(true));
    }
    return new Received(file, key, size, new Digest(DigestAlgorithm.SHA_256, sha.digest()));
  }

  private static FileChannel open(Path part) {
    try {
      return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed("open", e);
    }
  }

  /** A new name is durable only once its folder is. */
  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void store(String step, DiskStep action) {
    try {
      action.run();
    } catch (IOException e) {
      throw failed(step, e);
    }
  }

  private static KanheException failed(String step, IOException cause) {
    return new KanheException(
        ErrorCode.STORE_UNAVAILABLE, "the feed folder failed at " + step, cause);
  }

  private KanheException tooLarge() {
    return new KanheException(
        ErrorCode.LIMIT_EXCEEDED, "the file is larger than " + maxBytes + " bytes");
  }

  /** A file with what was learnt of it on its way. */
  record Received(Path file, BodyKey key, long sizeBytes, Digest digest) {}

  private interface DiskStep {
    void run() throws IOException;
  }
}
