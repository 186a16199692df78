package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.ReadmeCommands;
import io.kanhe.trust.OpenSsl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;

/** The demonstration on SM2, and its evidence as openssl sees it. */
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(named = "kanhe.demos", matches = "all")
class DemoSmIT {

  private static final Pattern CERTIFICATES = Pattern.compile("(target/demo/run-\\d+)/certs");

  @Test
  void everyStepIsAsExpectedAndOpensslAcceptsTheEvidence() throws Exception {
    ProcessBuilder play =
        new ProcessBuilder("./kanhe", "demo", "--once", "--crypto", "sm").redirectErrorStream(true);
    // Short runs gain nothing from the second compiler and its threads.
    play.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process demo = play.start();
    String account = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(demo.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(account).contains("0 not as expected").doesNotContain("✗");
    assertThat(account).contains("container: signature: SM2-SM3");
    assertThat(demo.exitValue()).isZero();
    Matcher run = CERTIFICATES.matcher(account);
    assertThat(run.find()).isTrue();
    opensslAcceptsTheEvidence(Path.of(run.group(1)).toAbsolutePath());
  }

  private static void opensslAcceptsTheEvidence(Path run) throws IOException {
    Path folder = Files.createTempDirectory(run, "evidence-");
    OpenSsl.in(folder);
    ReadmeCommands.unpack(Files.readAllBytes(run.resolve("data/evidence.asice")), folder);
    Files.createSymbolicLink(folder.resolve("TRUST"), run.resolve("certs/trust"));
    List<String> commands = ReadmeCommands.sm2(folder);
    assertThat(commands).contains("signed message/raw.p7m");
    long now = Instant.now().getEpochSecond();
    assertThat(ReadmeCommands.succeed(folder, commands, now))
        .as(Files.readString(folder.resolve("commands.log")))
        .isTrue();
    Path message = folder.resolve("message/raw.p7m");
    byte[] changed = Files.readAllBytes(message);
    changed[changed.length / 4] ^= 1;
    Files.write(message, changed);
    assertThat(ReadmeCommands.succeed(folder, commands, now)).isFalse();
  }
}
