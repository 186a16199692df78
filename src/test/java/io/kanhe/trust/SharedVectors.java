package io.kanhe.trust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Public test vectors that are too large to keep here: {@code ../shared/vectors}, or the folder of
 * the system property {@code kanhe.test.vectors}. Tests are skipped where they are missing.
 */
public final class SharedVectors {

  private static final Path FOLDER =
      Path.of(System.getProperty("kanhe.test.vectors", "../shared/vectors"));

  private SharedVectors() {}

  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), "no test vectors at " + file);
    return file;
  }
}
