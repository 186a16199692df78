package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's first command, as a newcomer runs it. */
@DisabledOnOs(OS.WINDOWS)
class DemoIT {

  @Test
  void theTyphoonIsPlayedWithEveryFigureOfItsTables() throws IOException, InterruptedException {
    DemoRun demo = DemoRun.play("./kanhe", "demo", "--once", "--lang", "en");

    assertThat(demo.account()).contains("0 not as expected").doesNotContain("✗");
    assertThat(demo.account())
        .contains(
            "180702 policies, 909529.20 万元",
            "T+12 h: 1066 / 344 / 0 / 0, 456.30 / 0.00 万元",
            "T+24 h: 3236 / 1606 / 707 / 164, 1542.45 / 53.96 万元",
            "T+48 h: 5583 / 4319 / 3052 / 1430, 2744.55 / 489.52 万元",
            "T+72 h: 6489 / 5946 / 5041 / 3412, 3244.65 / 1293.96 万元");
    assertThat(demo.account()).contains("2001 ", "2005 ", "2008 ", "3001 ");
    assertThat(demo.exitCode()).isZero();
    independentProgramsAcceptTheArchivedBytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"traffic", "livestock", "regulator"})
  @EnabledIfSystemProperty(named = "kanhe.demos", matches = "all")
  void theOtherScenariosArePlayedToTheirEnd(String scenario)
      throws IOException, InterruptedException {
    DemoRun demo = DemoRun.play("./kanhe", "demo", scenario, "--once", "--lang", "zh");

    assertThat(demo.account()).contains("0 步与预期不符").doesNotContain("✗");
    assertThat(demo.exitCode()).isZero();
  }

  /** The negative control: a demonstration that could not fail would show nothing. */
  @Test
  void oneChangedFigureEndsTheDemonstration(@TempDir Path changed)
      throws IOException, InterruptedException {
    String resource = "sandbox/scenario-exposure.csv";
    String figures = Files.readString(Path.of("src/main/resources", resource));
    assertThat(figures).contains("331002,椒江区,ORANGE,A,RURAL_HOUSE,6200,");
    Path file =
        Files.createDirectories(changed.resolve("sandbox")).resolve("scenario-exposure.csv");
    Files.writeString(
        file, figures.replace("ORANGE,A,RURAL_HOUSE,6200,", "ORANGE,A,RURAL_HOUSE,6201,"));

    DemoRun demo =
        DemoRun.play(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dfile.encoding=UTF-8",
            "-cp",
            changed + File.pathSeparator + "target/app/kanhe.jar",
            "io.kanhe.sandbox.Demo",
            "typhoon",
            "--once",
            "--lang",
            "en");

    assertThat(demo.account()).contains("✗ NOT AS EXPECTED: insurer-a", "1 not as expected");
    assertThat(demo.exitCode()).isEqualTo(1);
  }

  /** What the exported evidence holds, checked by programs that are not ours. */
  private static void independentProgramsAcceptTheArchivedBytes()
      throws IOException, InterruptedException {
    Path run = newestRun();
    Path folder = unpacked(run.resolve("data").resolve("evidence.asice"));
    String message = folder.resolve("message/raw.p7m").toString();
    String root = run.resolve("certs/trust/root.pem").toString();
    if (isInstalled("openssl")) {
      assertThat(openssl(message, root)).isZero();
      byte[] changed = Files.readAllBytes(Path.of(message));
      changed[changed.length / 2] ^= 1;
      Files.write(folder.resolve("changed.p7m"), changed);
      assertThat(openssl(folder.resolve("changed.p7m").toString(), root)).isNotZero();
    }
    assumeTrue(isInstalled("xmlsec1"), "xmlsec1 is not installed");
    try (Stream<Path> files = Files.list(folder.resolve("acknowledgements"))) {
      List<Path> envelopes = files.filter(file -> file.toString().endsWith(".soap.xml")).toList();
      assertThat(envelopes).isNotEmpty();
      for (Path envelope : envelopes) {
        assertThat(xmlsec1(envelope)).isZero();
        String text = Files.readString(envelope);
        Files.writeString(envelope, text.replace(">ACK<", ">NACK<"));
        assertThat(xmlsec1(envelope)).isNotZero();
      }
    }
  }

  private static Path newestRun() throws IOException {
    try (Stream<Path> runs = Files.list(Path.of("target/demo"))) {
      return runs.max(Comparator.comparingLong(run -> run.toFile().lastModified())).orElseThrow();
    }
  }

  private static Path unpacked(Path zip) throws IOException {
    Path folder = Files.createTempDirectory(zip.getParent(), "evidence-");
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        Path part = folder.resolve(entry.getName());
        Files.createDirectories(part.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          Files.copy(in, part);
        }
      }
    }
    return folder;
  }

  private static int openssl(String message, String root) throws IOException, InterruptedException {
    return run(
        "openssl",
        "cms",
        "-verify",
        "-inform",
        "DER",
        "-in",
        message,
        "-purpose",
        "any",
        "-CAfile",
        root,
        "-certfile",
        Path.of(message).resolveSibling("raw.p7m.signer-path.pem").toString(),
        "-out",
        "/dev/null");
  }

  private static int xmlsec1(Path envelope) throws IOException, InterruptedException {
    String wss = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-";
    List<String> command =
        new ArrayList<>(
            List.of(
                "xmlsec1",
                "--verify",
                "--enabled-key-data",
                "x509",
                "--pubkey-cert-pem",
                envelope + ".signer-path.pem"));
    for (String element :
        List.of(
            "http://www.w3.org/2003/05/soap-envelope:Body",
            "urn:kanhe:envelope:1:MessageHeader",
            wss + "utility-1.0.xsd:Timestamp",
            wss + "secext-1.0.xsd:BinarySecurityToken",
            "http://www.w3.org/2005/08/addressing:Action",
            "http://www.w3.org/2005/08/addressing:MessageID")) {
      command.addAll(List.of("--id-attr:Id", element));
    }
    command.add(envelope.toString());
    return run(command.toArray(String[]::new));
  }

  private static boolean isInstalled(String program) throws IOException, InterruptedException {
    return run("sh", "-c", "command -v " + program) == 0;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
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
