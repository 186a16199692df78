package io.kanhe.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway as a process of its own, with an empty home and free ports. */
final class GatewayUnderTest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int LAST_LINES = 40;

  private final Path base;
  private final Path home;
  private final int httpsPort;
  private final int consolePort;
  private final int corePort;
  private final int partnerPort;
  private final Path output;
  private final Process process;

  private GatewayUnderTest(Path base) throws IOException {
    this.base = base;
    Path parent = Files.createDirectories(base.resolve("target").resolve("it"));
    this.home = Files.createTempDirectory(parent, "home-");
    this.output = home.resolve("output.log");
    int[] ports = freePorts(7);
    this.httpsPort = ports[0];
    this.consolePort = ports[1];
    this.corePort = ports[2];
    this.partnerPort = ports[3];
    this.process = start(ports);
  }

  /** Starts the gateway and returns when it takes messages. */
  static GatewayUnderTest start() throws IOException, InterruptedException {
    Path base = Path.of(System.getProperty("kanhe.base", "../..")).toRealPath();
    GatewayUnderTest gateway = new GatewayUnderTest(base);
    try {
      gateway.awaitReady();
      return gateway;
    } catch (IOException | InterruptedException e) {
      gateway.close();
      throw e;
    }
  }

  private Process start(int[] ports) throws IOException {
    Path jar = base.resolve("target").resolve("app").resolve("kanhe.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing (expected: made by ./mvnw package)");
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.serialFilter=!*",
            "-Dfile.encoding=UTF-8",
            "-Xmx1g",
            "-cp",
            jar.toString(),
            "io.kanhe.Kanhe",
            "--kanhe.home=" + home,
            "--kanhe.config=" + base.resolve("config"),
            "--kanhe.routes=" + base.resolve("routes"),
            "--kanhe.sandbox.enabled=true",
            "--kanhe.sandbox.day=1s",
            "--kanhe.sandbox.partner-port=" + partnerPort,
            "--kanhe.https.port=" + httpsPort,
            "--kanhe.console.port=" + consolePort,
            "--kanhe.broker.core-port=" + corePort,
            "--kanhe.broker.amqp-port=" + ports[4],
            "--kanhe.broker.mqtt-port=" + ports[5],
            "--kanhe.broker.stomp-port=" + ports[6],
            "--spring.config.additional-location=file:" + base.resolve("config") + "/",
            "--logging.file.name=" + logFile());
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest readiness =
        HttpRequest.newBuilder(URI.create(console() + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(client, readiness)) {
      if (!process.isAlive()) {
        throw new IOException(
            "the gateway ended with " + process.exitValue() + ":\n" + lastWords());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the gateway was not ready in " + PATIENCE + ":\n" + lastWords());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest readiness)
      throws InterruptedException {
    try {
      return client.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Folder with the keys that the sandbox made. */
  Path certs() {
    return home.resolve("certs");
  }

  /** One JSON object a line. */
  Path logFile() {
    return home.resolve("data").resolve("kanhe.log");
  }

  /** The published schema of header, receipt and acknowledgement. */
  Path schema() {
    return base.resolve("src/main/resources/schema/kanhe-envelope-1.xsd");
  }

  /** Where it expects the endpoints of partners that receive by SOAP. */
  int partnerPort() {
    return partnerPort;
  }

  String doors() {
    return "https://localhost:" + httpsPort;
  }

  String console() {
    return "http://localhost:" + consolePort;
  }

  String broker() {
    return "tcp://localhost:" + corePort;
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports[i] = socket.getLocalPort();
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
