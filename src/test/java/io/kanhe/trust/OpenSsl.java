package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the {@code openssl} command in a folder: the second opinion on everything we sign. */
public final class OpenSsl {

  private final Path folder;

  private OpenSsl(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where there is no {@code openssl}. */
  public static OpenSsl in(Path folder) {
    OpenSsl openSsl = new OpenSsl(folder);
    boolean present;
    try {
      present = openSsl.exitCode("version") == 0;
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "openssl is not installed");
    return openSsl;
  }

  /** Runs a command that must succeed. */
  public void run(String... arguments) throws IOException {
    assertThat(exitCode(arguments)).as("openssl %s", String.join(" ", arguments)).isZero();
  }

  public int exitCode(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "openssl.log"))
            .start();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("openssl did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Writes {@code <name>.p12}'s parts as {@code <name>.key} and {@code <name>.pem}. */
  public void writeIdentity(String name, KeyIdentity identity) throws IOException {
    char[] password = "test".toCharArray();
    Files.write(folder.resolve(name + ".p12"), Trust.keyStore(identity, password));
    run(
        "pkcs12",
        "-in",
        name + ".p12",
        "-passin",
        "pass:test",
        "-nodes",
        "-nocerts",
        "-out",
        name + ".key");
    Files.writeString(folder.resolve(name + ".pem"), Trust.pem(List.of(identity.certificate())));
  }

  public byte[] read(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  public void write(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes);
  }
}
