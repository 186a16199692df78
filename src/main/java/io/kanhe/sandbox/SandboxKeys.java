package io.kanhe.sandbox;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;

import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Makes the sandbox's keys and certificates at the first start and leaves them alone afterwards.
 *
 * <p>All files are written to a folder aside, marked complete, and only then moved to their places,
 * {@code trust/} last. A start that was cut off is finished or begun again by the next one. A file
 * lock makes a second process wait; it then finds everything made. Never used in production.
 */
public final class SandboxKeys {

  /** Name of the ledger's key unless configured otherwise. */
  public static final String DEFAULT_LOG_ORIGIN = "kanhe.local/log";

  private static final String LOCK = ".sandbox-lock";
  private static final String ASIDE = ".sandbox-new";
  private static final String COMPLETE = "complete";
  private static final Object ONE_THREAD = new Object();

  private final Path certs;
  private final Path aside;
  private final SandboxTree tree;

  private SandboxKeys(Path certs, SandboxTree tree) {
    this.certs = certs;
    this.aside = certs.resolve(ASIDE);
    this.tree = tree;
  }

  /** The usual keys, with the usual address of their authorities. */
  public static void ensure(Path certs) {
    ensure(certs, SandboxCrypto.STANDARD, SandboxPoint.DEFAULT_PORT);
  }

  /**
   * Returns when {@code certs} holds everything.
   *
   * @param statusPort {@code kanhe.sandbox.status-port}: stands in the certificates
   * @throws KanheException 5006 CONFIGURATION_INVALID if the folder holds other keys already
   */
  public static void ensure(Path certs, SandboxCrypto crypto, int statusPort) {
    SandboxTree tree = new SandboxTree(DEFAULT_LOG_ORIGIN, Clock.systemUTC(), crypto, statusPort);
    SandboxKeys keys = new SandboxKeys(certs, tree);
    // A file lock belongs to the process: threads of one process need a lock of their own.
    synchronized (ONE_THREAD) {
      try {
        Files.createDirectories(certs);
        keys.ensureLocked();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the sandbox's keys to " + certs, e);
      }
    }
  }

  private void ensureLocked() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                certs.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!Files.exists(aside.resolve(COMPLETE))) {
        delete(aside);
        if (Files.exists(certs.resolve("trust").resolve("root.pem"))) {
          SandboxMasterKey.ensure(certs);
          return;
        }
        refuseOtherKeys();
        tree.write(aside);
        Files.createFile(aside.resolve(COMPLETE));
      }
      moveToPlaces();
      SandboxMasterKey.ensure(certs);
    }
  }

  private void refuseOtherKeys() {
    for (String name : SandboxTree.names()) {
      if (Files.exists(certs.resolve(name))) {
        throw new KanheException(
            CONFIGURATION_INVALID,
            certs.resolve(name)
                + " exists without trust/root.pem (expected: both or neither; with own keys set"
                + " kanhe.sandbox.enabled=false)");
      }
    }
  }

  private void moveToPlaces() throws IOException {
    for (String name : SandboxTree.names()) {
      Path made = aside.resolve(name);
      if (Files.exists(made)) {
        Files.move(made, certs.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    delete(aside);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
