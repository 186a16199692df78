package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence signed with SM2 throughout, as openssl and a shell see it. */
class EvidenceSm2Test {

  @TempDir private Path folder;

  @BeforeEach
  void export() throws IOException {
    OpenSsl.in(folder);
    try (EvidenceFixture fixture = EvidenceFixture.national(folder)) {
      byte[] file = fixture.export("the message");
      assertThat(Check.allPassed(fixture.verifier().verify(file))).isTrue();
      ReadmeCommands.unpack(file, folder);
      fixture.writeTrust(folder.resolve("TRUST"));
    }
  }

  @Test
  void opensslAcceptsEveryPartByTheCommandsOfTheReadme() throws IOException {
    assertThat(commands())
        .contains("signed message/raw.p7m", "signed acknowledgements/2.p7m")
        .anyMatch(line -> line.startsWith("signed stamps/"));
    assertThat(succeed()).as(Files.readString(folder.resolve("commands.log"))).isTrue();
    assertThat(Files.readString(folder.resolve(EvidenceParts.README)))
        .doesNotContain("openssl ts -verify", "-CAfile");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message/raw.p7m",
        "acknowledgements/2.p7m",
        "META-INF/signature001.p7s",
        "META-INF/ASiCManifest001.xml",
        "checkpoint.txt",
        "stamps/*.checkpoint",
        "stamps/*.tst"
      })
  void opensslRefusesAChangedPart(String part) throws IOException {
    Path changed;
    try (var files = Files.walk(folder)) {
      changed =
          files
              .filter(
                  file ->
                      folder
                          .getFileSystem()
                          .getPathMatcher("glob:" + folder + "/" + part)
                          .matches(file))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(changed);
    // In signed content, or in the signed attributes of what has none.
    int at = part.endsWith(".p7s") ? indexOfSigningTime(bytes) : part.endsWith("txt") ? 20 : 80;
    bytes[at] ^= 1;
    Files.write(changed, bytes);
    assertThat(succeed()).isFalse();
  }

  @Test
  void opensslRefusesAnotherAuthority() throws IOException {
    Files.copy(
        folder.resolve("TRUST/gateway/signing.pem"),
        folder.resolve("TRUST/issuing-ca.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(succeed()).isFalse();
  }

  private static int indexOfSigningTime(byte[] cms) {
    byte[] type = {42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xF7, 13, 1, 9, 5};
    for (int from = 0; from + type.length < cms.length; from++) {
      if (java.util.Arrays.equals(cms, from, from + type.length, type, 0, type.length)) {
        return from + type.length + 10;
      }
    }
    throw new AssertionError("no signing time");
  }

  private List<String> commands() throws IOException {
    return ReadmeCommands.sm2(folder);
  }

  private boolean succeed() throws IOException {
    return ReadmeCommands.succeed(folder, commands(), Instant.now().getEpochSecond());
  }
}
