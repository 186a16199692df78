package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the README of an evidence file tells people to type, typed. */
public final class ReadmeCommands {

  private ReadmeCommands() {}

  /** Writes the parts of an evidence file into a folder. */
  public static void unpack(byte[] file, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> part : StoredZip.read(file).entrySet()) {
      Path target = folder.resolve(part.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, part.getValue());
    }
  }

  /** The lines for signatures with SM2; empty if there are none. */
  public static List<String> sm2(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(EvidenceParts.README)).stream()
        .map(String::strip)
        .dropWhile(line -> !line.startsWith("ID=distid"))
        .takeWhile(line -> !line.startsWith("SECONDS is"))
        .toList();
  }

  /**
   * Runs lines in one shell that stops at the first failure.
   *
   * @return true if none failed
   */
  public static boolean succeed(Path folder, List<String> lines, long seconds) throws IOException {
    String script = "set -e\n" + String.join("\n", lines).replace("SECONDS", "" + seconds) + "\n";
    Path file = Files.writeString(folder.resolve("commands.sh"), script);
    Process process =
        new ProcessBuilder("sh", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("commands.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return process.exitValue() == 0;
  }
}
