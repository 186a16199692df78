package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A token of SoftHSM that lives as long as a test. A library sees in a process only the tokens that
 * were there when it was loaded: one test of a process can use one.
 */
public final class SoftHsm implements AutoCloseable {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  private final Path folder;
  private final Path library;
  private final String name;
  private final long slot;
  private int keys;

  private SoftHsm(Path folder, Path library, String name, long slot) {
    this.folder = folder;
    this.library = library;
    this.name = name;
    this.slot = slot;
  }

  /** Skips the test where there is no SoftHSM. */
  public static SoftHsm make(Path folder) throws IOException, InterruptedException {
    Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(null);
    assumeTrue(library != null, "SoftHSM is not installed");
    assumeTrue(canMakeTokens(), "softhsm2-util cannot make a token in its folder");
    String name = "kanhe-test-" + ProcessHandle.current().pid() + "-" + folder.hashCode();
    Files.writeString(folder.resolve("pin"), "4711\n");
    return new SoftHsm(folder, library, name, newToken(name));
  }

  /** As arguments of a gateway that signs and accepts TLS with it. */
  public List<String> arguments() {
    return List.of(
        "--kanhe.keys.token.library=" + library,
        "--kanhe.keys.token.slot=" + slot,
        "--kanhe.keys.token.pin-file=" + folder.resolve("pin"));
  }

  KeyIdentity identity(String label) {
    return Trust.loadTokenIdentity(library, slot, folder.resolve("pin"), label);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("softhsm2-util", "--delete-token", "--token", name);
  }

  /** Key, certificate and what stands between it and the root, in the token from now on. */
  public void put(String label, KeyIdentity identity) throws Exception {
    String id = String.format("%02d", ++keys);
    Path key = Files.write(folder.resolve("key"), identity.key().getEncoded());
    write(key, "privkey", id, label);
    Files.delete(key);
    int number = 0;
    for (X509Certificate each : identity.chain()) {
      Path certificate = Files.write(folder.resolve("certificate"), each.getEncoded());
      boolean own = number == 0;
      write(certificate, "cert", own ? id : id + "0" + number, own ? label : label + "-" + number);
      number++;
    }
  }

  private void write(Path file, String type, String id, String label)
      throws IOException, InterruptedException {
    run(
        "pkcs11-tool",
        "--module",
        library.toString(),
        "--login",
        "--pin",
        "4711",
        "--slot",
        Long.toString(slot),
        "--write-object",
        file.toString(),
        "--type",
        type,
        "--id",
        id,
        "--label",
        label,
        "--usage-sign");
  }

  private static boolean canMakeTokens() {
    try {
      return Stream.of("softhsm2-util", "pkcs11-tool").allMatch(program -> isInstalled(program))
          && run("softhsm2-util", "--show-slots").contains("Slot");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static boolean isInstalled(String program) {
    try {
      return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static long newToken(String label) throws IOException, InterruptedException {
    String said =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--so-pin",
            "4712",
            "--pin",
            "4711");
    Matcher slot = Pattern.compile("slot (\\d+)\\s*$").matcher(said.strip());
    assertThat(slot.find()).as(said).isTrue();
    return Long.parseLong(slot.group(1));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
