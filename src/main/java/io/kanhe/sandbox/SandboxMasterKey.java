package io.kanhe.sandbox;

import io.kanhe.body.MasterKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The sandbox's first master key of stored bodies; an existing file is left alone. */
final class SandboxMasterKey {

  private SandboxMasterKey() {}

  static void ensure(Path certs) throws IOException {
    Path file = certs.resolve("kanhe").resolve("master.key");
    if (Files.exists(file) || !Files.isDirectory(file.getParent())) {
      return;
    }
    Path aside = file.resolveSibling("master.key.new");
    Files.deleteIfExists(aside);
    if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          aside,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(aside, MasterKeys.newLine("m1").getBytes(StandardCharsets.UTF_8));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
