package io.kanhe.sandbox;

import java.io.IOException;
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

/** The gateway as a process of its own, started on the class path of this one. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(300);

  private final Process process;
  private final GatewayAddress address;
  private final Path output;

  private GatewayProcess(Process process, GatewayAddress address, Path output) {
    this.process = process;
    this.address = address;
    this.output = output;
  }

  static GatewayProcess start(List<String> arguments, GatewayAddress address, Path output)
      throws IOException {
    return start(System.getProperty("java.class.path"), arguments, address, output);
  }

  /**
   * @param classPath with the gateway, for instance the packaged one
   */
  static GatewayProcess start(
      String classPath, List<String> arguments, GatewayAddress address, Path output)
      throws IOException {
    Files.createDirectories(output.getParent());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Djdk.serialFilter=!*",
            "-Dfile.encoding=UTF-8",
            "-Xmx1g",
            "-cp",
            classPath,
            "io.kanhe.Kanhe"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new GatewayProcess(process, address, output);
  }

  /** Waits until the gateway says that it is ready to take messages. */
  void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    URI readiness = address.console("/actuator/health/readiness");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException(
            "the gateway stopped with exit code "
                + process.exitValue()
                + "; its last words:\n"
                + tail());
      }
      if (isReady(client, readiness)) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IOException(
        "the gateway was not ready in " + PATIENCE.toSeconds() + " s; its last words:\n" + tail());
  }

  private static boolean isReady(HttpClient client, URI readiness) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String tail() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  long pid() {
    return process.pid();
  }

  /** Waits until the process ends, for instance by Ctrl-C. */
  void join() throws InterruptedException {
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
