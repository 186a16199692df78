package io.kanhe.fault;

import io.kanhe.sandbox.SandboxKeys;
import java.io.File;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged gateway with a home of its own below {@code target/}, started, killed and started
 * again on the same ports.
 */
final class FaultGateway implements AutoCloseable {

  static final Path JAR = Path.of("target", "app", "kanhe.jar").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(300);

  private final Path home;
  private final int[] ports;
  private final List<String> extraArguments;
  private final List<Path> extraClassPath;
  private final HttpClient probe =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable Process process;
  private int starts;

  /**
   * @param extraArguments after the usual ones
   * @param extraClassPath behind the gateway's own
   */
  FaultGateway(String name, List<String> extraArguments, List<Path> extraClassPath)
      throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "fault").toAbsolutePath());
    this.home = Files.createTempDirectory(parent, name + "-");
    SandboxKeys.ensure(certs());
    this.ports = freePorts(7);
    this.extraArguments = List.copyOf(extraArguments);
    this.extraClassPath = List.copyOf(extraClassPath);
  }

  Path home() {
    return home;
  }

  Path certs() {
    return home.resolve("certs");
  }

  int corePort() {
    return ports[1];
  }

  URI https(String path) {
    return URI.create("https://localhost:" + ports[0] + path);
  }

  void start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Djdk.serialFilter=!*"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Xmx1g"));
    // It lives for seconds: the quick compiler and the simple collector get it ready in half the
    // time.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classPath()));
    command.add("io.kanhe.Kanhe");
    command.addAll(arguments());
    starts++;
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("gateway-" + starts + ".out").toFile())
            .start();
    awaitReady(process);
  }

  private String classPath() {
    StringBuilder path = new StringBuilder(JAR.toString());
    extraClassPath.forEach(each -> path.append(File.pathSeparator).append(each));
    return path.toString();
  }

  private List<String> arguments() {
    Path base = Path.of("").toAbsolutePath();
    List<String> arguments = new ArrayList<>();
    arguments.add("--kanhe.home=" + home);
    arguments.add("--kanhe.config=" + base.resolve("config"));
    arguments.add("--kanhe.routes=" + base.resolve("routes"));
    arguments.add("--kanhe.sandbox.enabled=true");
    arguments.add("--spring.config.additional-location=file:" + base.resolve("config") + "/");
    arguments.add("--logging.file.name=" + home.resolve("data").resolve("kanhe.log"));
    List<String> names =
        List.of(
            "https.port",
            "broker.core-port",
            "console.port",
            "broker.amqp-port",
            "broker.mqtt-port",
            "broker.stomp-port",
            "sandbox.partner-port");
    for (int i = 0; i < names.size(); i++) {
      arguments.add("--kanhe." + names.get(i) + "=" + ports[i]);
    }
    arguments.addAll(extraArguments);
    return arguments;
  }

  /** Waits until the gateway says that it takes messages. */
  void awaitReady() throws IOException, InterruptedException {
    awaitReady(Objects.requireNonNull(process, "not started"));
  }

  private void awaitReady(Process started) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (!started.isAlive()) {
        throw new IOException("the gateway stopped with " + started.exitValue() + ":\n" + tail());
      }
      if (isReady()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IOException(
        "the gateway was not ready in " + PATIENCE.toSeconds() + " s:\n" + tail());
  }

  /** What a load balancer would be told. */
  boolean isReady() throws InterruptedException {
    URI readiness = URI.create("http://localhost:" + ports[2] + "/actuator/health/readiness");
    try {
      HttpRequest request =
          HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
      return probe.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL: nothing of the process gets to run any more. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The last lines that the gateway wrote. */
  String tail() throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("gateway-" + starts + ".out"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports[i] = socket.getLocalPort();
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return ports;
  }
}
