package io.kanhe.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts and stops the processes under test; both get the same heap. */
final class Sides implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 240;
  private static final String ROUTE =
      """
      # What the benchmark measures behind the receipt: one delivery, to one queue.
      - route:
          id: bench.alert
          description: Every warning to one recipient
          from:
            uri: kanhe:accepted
            parameters:
              service: ew.alert
              operation: publish
            steps:
              - to:
                  uri: kanhe:deliver
                  parameters:
                    to: insurer-b
      """;

  private final Options options;
  private final Path home;
  private final List<Process> processes = new ArrayList<>();

  Sides(Options options, Path home) {
    this.options = options;
    this.home = home;
  }

  /** The gateway as it is shipped, with the sandbox's configuration and the benchmark's route. */
  Side gateway() throws IOException, InterruptedException {
    Path routes = Files.createDirectories(home.resolve("routes"));
    Files.writeString(routes.resolve("bench.camel.yaml"), ROUTE);
    Path config = options.base().resolve("config");
    int port = freePort();
    List<String> command = java("kanhe");
    if (options.profile()) {
      command.add(
          "-XX:StartFlightRecording=settings=profile,filename=" + home.resolve("kanhe.jfr"));
    }
    command.addAll(
        List.of(
            "-Djdk.serialFilter=!*",
            "-cp",
            options.base().resolve("target/app/kanhe.jar").toString(),
            "io.kanhe.Kanhe",
            "--kanhe.home=" + home,
            "--kanhe.config=" + config,
            "--kanhe.routes=" + routes,
            "--kanhe.sandbox.enabled=true",
            "--kanhe.https.port=" + port,
            "--kanhe.console.port=" + freePort(),
            "--kanhe.broker.core-port=" + freePort(),
            "--kanhe.broker.amqp-port=0",
            "--kanhe.broker.mqtt-port=0",
            "--kanhe.broker.stomp-port=0",
            "--spring.config.additional-location=file:" + config + "/"));
    Process process = start("kanhe", command);
    awaitPort("kanhe", process, port);
    return new Side("kanhe", process, port, "/services/kanhe", "Receipt");
  }

  /** The peer; it uses the keys of the same sandbox. */
  Side bare() throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = java("bare");
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BareService.class.getName(),
            home.resolve("certs").toString(),
            Integer.toString(port)));
    Process process = start("bare", command);
    awaitPort("bare", process, port);
    return new Side("cxf-stax", process, port, BareService.PATH, "accepted");
  }

  private List<String> java(String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms" + options.heap(),
            "-Xmx" + options.heap(),
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8"));
    return command;
  }

  private Process start(String name, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private void awaitPort(String name, Process process, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException(name + " stopped at start; see " + home.resolve(name + ".log"));
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          InputStream in = socket.getInputStream()) {
        return;
      } catch (IOException e) {
        Thread.sleep(200);
      }
    }
    throw new IOException(name + " did not open port " + port + " in time");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
    }
    for (Process process : processes) {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
