package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./kanhe partner} says where it cannot run. */
class PartnerProgramTest {

  @TempDir private static Path folder;
  private static Path certs;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @BeforeAll
  static void makeKeys() {
    certs = folder.resolve("certs");
    SandboxKeys.ensure(certs);
  }

  @Test
  void usageNamesTheKindsAndExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(said())
        .contains("police, weather, water, livestock, insurer, regulator", "--once", "Exit codes");
  }

  @Test
  void unknownKindIsAnsweredWithTheKnownOnes() {
    assertThat(run("bank")).isEqualTo(2);
    assertThat(said()).contains("[police, weather, water, livestock, insurer, regulator]");
  }

  @Test
  void listSaysWhatAPartnerMaySend() {
    assertThat(run("police", "--id", "police-econ-tz", "--list")).isZero();
    assertThat(said())
        .contains("fraud.lead.progress EVENT lead-ack.xml")
        .doesNotContain("refer", "overdue", "ps.");
  }

  @Test
  void sampleOfAnothersPartIsNotSent() {
    assertThat(run("insurer", "--send", "ew.alert")).isEqualTo(2);
    assertThat(said()).contains("insurer-a may send [", "ps.vehicle.stolen.check");
  }

  @Test
  void missingKeysAreNamedWithWhatToDo() {
    assertThat(run("police", "--certs", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(said()).contains("found no readable", "signing.p12", "openssl pkcs12 -export");
  }

  @Test
  void wrongPasswordIsNamed() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "another");
    assertThat(run("police", "--certs", certs.toString(), "--password-file", password.toString()))
        .isEqualTo(2);
    assertThat(said()).contains("cannot be read with the password in " + password);
  }

  @Test
  void portWhereNothingAnswersIsNamedWithItsOption() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(run("police", "--certs", certs.toString(), "--https-port", "" + free)).isEqualTo(2);
    assertThat(said()).contains("nothing answers at localhost:" + free, "--https-port");
  }

  @Test
  void partnerThatIsNotConfiguredNeedsItsCode() {
    assertThat(run("police", "--id", "police-elsewhere")).isEqualTo(2);
    assertThat(said()).contains("give its code by --code");
    assertThat(run("police", "--id", "police-elsewhere", "--code", "11331000TEXT000331"))
        .isEqualTo(2);
    assertThat(said()).contains("expected 18 characters with a right check character");
  }

  @Test
  void partnerOfAnotherGatewaySendsTheSamplesOfItsKindUnderItsOwnAgreement() {
    String code = "11331000TEXT000330";
    assertThat(run("police", "--id", "police-elsewhere", "--code", code, "--list")).isZero();
    assertThat(said()).isEmpty();
    assertThat(
            run("police", "--id=police-elsewhere", "--code=" + code, "--agreement=AGR-1", "--list"))
        .isZero();
    assertThat(said()).contains("ps.burglary.case.status").doesNotContain("ins.");
  }

  @Test
  void settingsStandInAFileAndArgumentsWin() throws IOException {
    Path settings =
        Files.writeString(folder.resolve("police.properties"), "id=police-tz\nlist=true\n");
    assertThat(run("police", "--settings", settings.toString(), "--id=police-econ-tz")).isZero();
    assertThat(said()).contains("fraud.lead.progress").doesNotContain("ps.burglary");
    assertThat(run("police", "--settings=" + folder.resolve("none"))).isEqualTo(2);
    assertThat(said()).contains("found no readable file of properties");
  }

  private int run(String... arguments) {
    return PartnerProgram.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments);
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
