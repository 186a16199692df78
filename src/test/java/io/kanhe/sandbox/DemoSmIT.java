package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.ReadmeCommands;
import io.kanhe.trust.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
    DemoRun demo = DemoRun.play("./kanhe", "demo", "--once", "--crypto", "sm");

    assertThat(demo.account()).contains("0 not as expected").doesNotContain("✗");
    assertThat(demo.account()).contains("container: signature: SM2-SM3");
    assertThat(demo.exitCode()).isZero();
    Matcher run = CERTIFICATES.matcher(demo.account());
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
