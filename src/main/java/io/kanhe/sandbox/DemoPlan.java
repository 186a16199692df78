package io.kanhe.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders and ports of one demonstration.
 *
 * @param base folder with {@code config/} and {@code routes/}
 * @param home folder below which certificates and data are kept
 * @param crypto of the keys; a home of its own for each kind
 * @param once stop everything at the end; free ports, a home of its own
 */
record DemoPlan(
    Path base,
    Path home,
    boolean once,
    SandboxCrypto crypto,
    GatewayAddress gateway,
    int amqpPort,
    int mqttPort,
    int stompPort,
    int partnerPort,
    int statusPort) {

  /** The usual ports and folders: the same that {@code ./kanhe up} uses. */
  static DemoPlan interactive(Path base, SandboxCrypto crypto) throws IOException {
    Path home = base;
    if (crypto != SandboxCrypto.STANDARD) {
      home = Files.createDirectories(base.resolve("data-" + crypto.label()));
    }
    return new DemoPlan(
        base,
        home,
        false,
        crypto,
        new GatewayAddress("localhost", 8443, 61617, 8080),
        5671,
        8883,
        61614,
        9443,
        SandboxPoint.DEFAULT_PORT);
  }

  /** Free ports and an empty home, so that it runs beside a gateway. */
  static DemoPlan once(Path base, SandboxCrypto crypto) throws IOException {
    Path parent = Files.createDirectories(base.resolve("target").resolve("demo"));
    Path home = Files.createTempDirectory(parent, "run-").toAbsolutePath();
    int[] ports = freePorts(8);
    return new DemoPlan(
        base,
        home,
        true,
        crypto,
        new GatewayAddress("localhost", ports[0], ports[1], ports[2]),
        ports[3],
        ports[4],
        ports[5],
        ports[6],
        ports[7]);
  }

  Path certs() {
    return home.resolve("certs");
  }

  /** Arguments of the gateway's process. */
  List<String> gatewayArguments() {
    return List.of(
        "--kanhe.home=" + home,
        "--kanhe.certs=" + certs(),
        "--kanhe.config=" + base.resolve("config"),
        "--kanhe.routes=" + base.resolve("routes"),
        "--kanhe.sandbox.enabled=true",
        "--kanhe.sandbox.day=1s",
        "--kanhe.sandbox.crypto=" + crypto.label(),
        "--kanhe.sandbox.partner-port=" + partnerPort,
        "--kanhe.sandbox.status-port=" + statusPort,
        "--kanhe.trust.revocation.mode=ocsp-then-crl",
        "--kanhe.trust.revocation.follow-certificates=true",
        "--kanhe.trust.revocation.private-hosts=localhost",
        "--kanhe.https.port=" + gateway.httpsPort(),
        "--kanhe.console.port=" + gateway.consolePort(),
        "--kanhe.broker.core-port=" + gateway.corePort(),
        "--kanhe.broker.amqp-port=" + amqpPort,
        "--kanhe.broker.mqtt-port=" + mqttPort,
        "--kanhe.broker.stomp-port=" + stompPort,
        "--spring.config.additional-location=file:" + base.resolve("config") + "/",
        "--logging.file.name=" + home.resolve("data").resolve("kanhe.log"));
  }

  /** Ports that are already taken, with the property that changes each. */
  List<String> takenPorts() {
    List<String> taken = new ArrayList<>();
    check(gateway.httpsPort(), "kanhe.https.port", taken);
    check(gateway.consolePort(), "kanhe.console.port", taken);
    check(gateway.corePort(), "kanhe.broker.core-port", taken);
    check(amqpPort, "kanhe.broker.amqp-port", taken);
    check(mqttPort, "kanhe.broker.mqtt-port", taken);
    check(stompPort, "kanhe.broker.stomp-port", taken);
    check(partnerPort, "kanhe.sandbox.partner-port", taken);
    check(statusPort, "kanhe.sandbox.status-port", taken);
    return taken;
  }

  private static void check(int port, String property, List<String> taken) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      socket.getLocalPort();
    } catch (IOException e) {
      taken.add("port " + port + " (" + property + ")");
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
