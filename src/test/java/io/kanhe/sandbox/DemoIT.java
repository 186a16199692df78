package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The README's first command, as a newcomer runs it. */
@DisabledOnOs(OS.WINDOWS)
class DemoIT {

  @Test
  void demoRunsOnceWithEveryStepAsExpected() throws IOException, InterruptedException {
    Process demo =
        new ProcessBuilder("./kanhe", "demo", "--once").redirectErrorStream(true).start();
    String account = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(demo.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(account).contains("0 not as expected").doesNotContain("✗");
    assertThat(account).contains("180702 policies, 909529.20 万元");
    assertThat(account).contains("2001 ", "2005 ", "2008 ", "3001 ");
    assertThat(demo.exitValue()).isZero();
  }

  @Test
  void portInUseIsNamedTogetherWithItsProperty() throws IOException, InterruptedException {
    try (ServerSocket taken = takePort(8443)) {
      Process demo = new ProcessBuilder("./kanhe", "demo").redirectErrorStream(true).start();
      String account = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(demo.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(demo.exitValue()).isEqualTo(1);
      assertThat(account).contains("port 8443 (kanhe.https.port)", "--once");
    }
  }

  @Test
  void noFixtureOfTheSandboxHoldsARealPerson() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/sandbox"))) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContainPattern("[1-9]\\d{5}(19[1-9]\\d|20\\d{2})\\d{7}[0-9X]"));
    }
  }

  /** If another program has the port already, it is in use all the same. */
  private static ServerSocket takePort(int port) throws IOException {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      return new ServerSocket(0);
    }
  }
}
