package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The example clients of the bundles as a partner gets them from a running gateway: downloaded,
 * compiled, run, at each kind of door. Skipped where a language's runtime is missing.
 */
@Tag("it")
class BundleClientsIT {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

  private static DemoPlan plan;
  private static GatewayProcess gateway;
  private static Process police;

  /**
   * @param message file of properties in the bundle
   * @param expected what the client prints of an accepted message
   */
  private record Example(String service, String partner, String message, String expected) {}

  private static final List<Example> DOORS =
      List.of(
          new Example(
              "ps.vehicle.stolen",
              "insurer-a",
              "vehicle-stolen-check-request.check",
              "VehicleStolenCheckResponse"),
          new Example("ew.alert", "met-taizhou", "alert-native.publish", "outcome: ACCEPTED"),
          new Example("ins.coverage", "insurer-a", "coverage-csv.snapshot", "HTTP 201"));

  @BeforeAll
  static void start() throws Exception {
    plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
    gateway =
        GatewayProcess.start(
            plan.gatewayArguments(), plan.gateway(), plan.home().resolve("gateway.out"));
    gateway.awaitReady();
    police =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.kanhe.sandbox.PartnerProgram",
                "police",
                "--certs=" + plan.certs(),
                "--https-port=" + plan.gateway().httpsPort(),
                "--mq-port=" + plan.gateway().corePort(),
                "--memory=" + plan.home().resolve("police"))
            .redirectErrorStream(true)
            .redirectOutput(plan.home().resolve("police.out").toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.readString(plan.home().resolve("police.out")).contains("ready"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    police.destroyForcibly();
    gateway.close();
  }

  @Test
  void pageAndApiListEveryService() throws Exception {
    assertThat(new String(get("/catalogue?lang=zh_CN"), StandardCharsets.UTF_8))
        .contains("/api/v1/services/ps.vehicle.stolen/bundle.zip", "机动车盗抢状态核查");
    assertThat(new String(get("/api/v1/services"), StandardCharsets.UTF_8))
        .contains("\"id\":\"ew.alert\"", "\"bundle\":\"/api/v1/services/reg.stat/bundle.zip\"");
    assertThat(get("/api/v1/services/ew.alert/bundle.zip"))
        .isEqualTo(get("/api/v1/services/ew.alert/bundle.zip"));
  }

  @TestFactory
  List<DynamicTest> javaClientIsCompiledAndRunAtEveryDoor() {
    return everyDoor(BundleClientsIT::java);
  }

  @TestFactory
  List<DynamicTest> pythonClientRunsAtEveryDoor() {
    return everyDoor(BundleClientsIT::python);
  }

  @TestFactory
  List<DynamicTest> nodeClientRunsAtEveryDoor() {
    return everyDoor(BundleClientsIT::node);
  }

  @Test
  void refusalEndsWithItsCode() throws Exception {
    Path examples = examples(DOORS.get(1));
    Path message = examples.resolve("messages").resolve("alert-native.publish.properties");
    Path wrong = examples.resolve("messages").resolve("wrong.properties");
    Files.writeString(wrong, Files.readString(message).replace("ew.alert", "ew.unknown"));
    Ran ran = java(examples, "wrong");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.output()).contains("receipt verified", "refused with 1011 SERVICE_UNKNOWN");
  }

  @FunctionalInterface
  private interface Client {
    Ran run(Path examples, String message) throws Exception;
  }

  private static List<DynamicTest> everyDoor(Client client) {
    return DOORS.stream()
        .map(
            door ->
                DynamicTest.dynamicTest(
                    door.service(),
                    () -> {
                      Ran ran = client.run(examples(door), door.message());
                      // On a busy machine the police may be late.
                      for (int i = 0; i < 2 && ran.output().contains("5001 "); i++) {
                        ran = client.run(examples(door), door.message());
                      }
                      assertThat(ran.code()).as(ran.output()).isZero();
                      assertThat(ran.output()).contains("receipt verified", door.expected());
                    }))
        .toList();
  }

  private static Ran java(Path examples, String message) throws Exception {
    Path sources = examples.resolve("java");
    if (!Files.exists(sources.resolve("out"))) {
      Ran compiled = run(sources, "sh", "-c", "javac -d out *.java");
      assumeTrue(compiled.code() != 127, "javac is not installed");
      assertThat(compiled.code()).as(compiled.output()).isZero();
    }
    return run(
        examples,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        "java/out",
        "KanheClient",
        "kanhe.properties",
        "messages/" + message + ".properties");
  }

  private static Ran python(Path examples, String message) throws Exception {
    assumeTrue(
        run(examples, PYTHON, "-c", "import cryptography").code() == 0,
        "python3 or the package cryptography is not installed");
    return run(
        examples,
        PYTHON,
        "python/kanhe_client.py",
        "kanhe.properties",
        "messages/" + message + ".properties");
  }

  private static Ran node(Path examples, String message) throws Exception {
    Path client = examples.resolve("node");
    String install = "npm install --no-audit --no-fund --ignore-scripts";
    run(client, "sh", "-c", "node -e \"require('xml-crypto')\" || " + install);
    assumeTrue(
        run(client, "node", "-e", "require('xml-crypto')").code() == 0,
        "node, npm or the registry is not there");
    return run(
        examples,
        "node",
        "node/kanhe-client.js",
        "kanhe.properties",
        "messages/" + message + ".properties");
  }

  /** Downloaded and unpacked once, with the keys of the partner that sends. */
  private static Path examples(Example door) throws Exception {
    Path known = UNPACKED.get(door.service());
    if (known != null) {
      return known;
    }
    Path folder = plan.home().resolve("bundles");
    byte[] zip = get("/api/v1/services/" + door.service() + "/bundle.zip");
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, in.readAllBytes());
      }
    }
    Path examples = folder.resolve(door.service() + "-1.0").resolve("examples");
    Ran keys = run(examples, "sh", "sandbox-keys.sh", plan.certs().toString(), door.partner());
    assumeTrue(keys.code() == 0, "openssl is not installed: " + keys.output());
    UNPACKED.put(door.service(), examples);
    return examples;
  }

  private static byte[] get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(plan.gateway().console(path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private record Ran(int code, String output) {}

  private static Ran run(Path in, String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      return new Ran(process.exitValue(), output);
    } catch (IOException e) {
      return new Ran(127, command[0] + " is not installed");
    }
  }
}
