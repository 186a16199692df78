package io.kanhe.platform.broker;

import static io.kanhe.platform.broker.TestBroker.B;
import static io.kanhe.platform.broker.TestBroker.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the mosquitto clients, in MQTT 3.1.1 and 5; skipped where they are not installed. */
class MqttRightsTest {

  @TempDir static Path folder;
  private static TestBroker test;

  @BeforeAll
  static void start() {
    assumeTrue(isInstalled("mosquitto_pub") && isInstalled("mosquitto_sub"), "mosquitto clients");
    test = new TestBroker(folder);
  }

  @AfterAll
  static void stop() {
    if (test != null) {
      test.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv311", "mqttv5"})
  void participantPublishesToItsOwnInTopic(String version) throws Exception {
    assertThat(publish(B, B, version, "kanhe/in/insurer-b", "hello")).isZero();
    test.restart();
    assertThat(test.receive("kanhe.in.insurer-b")).isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv311,kanhe/out/insurer-b",
    "mqttv5,kanhe/out/insurer-b",
    "mqttv5,kanhe/receipt/insurer-b"
  })
  void participantSubscribesToItsOwnTopics(String version, String topic) throws Exception {
    String queue = topic.replace('/', '.');
    test.send(queue, "first");
    test.send(queue, "second");
    assertThat(subscribe(B, B + ":reader", version, topic, "-c", "-W", "6"))
        .isEqualTo("first\nsecond");
    await().untilAsserted(() -> assertThat(test.broker().messageCount(queue)).isZero());
  }

  @Test
  void queueOutlivesTheSubscription() throws Exception {
    assertThat(subscribe(B, B, "mqttv311", "kanhe/out/insurer-b", "-W", "1")).isEmpty();
    test.send("kanhe.out.insurer-b", "later");
    assertThat(subscribe(B, B, "mqttv311", "kanhe/out/insurer-b", "-W", "6")).isEqualTo("later");
    await()
        .untilAsserted(
            () -> assertThat(test.broker().messageCount("kanhe.out.insurer-b")).isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv311,kanhe/in/insurer-c",
    "mqttv5,kanhe/in/insurer-c",
    "mqttv311,kanhe/out/insurer-b",
    "mqttv311,kanhe/out/insurer-c",
    "mqttv5,activemq/management",
    "mqttv5,$sys/mqtt/sessions",
    "mqttv5,kanhe/in/insurer-b::kanhe/out/insurer-c"
  })
  void participantPublishesNowhereElse(String version, String topic) throws Exception {
    publish(B, B, version, topic, "x");
    assertThat(test.broker().messageCount("kanhe.in.insurer-c")).isZero();
    assertThat(test.broker().messageCount("kanhe.out.insurer-c")).isZero();
    assertThat(test.broker().messageCount("kanhe.out.insurer-b")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "mqttv311,kanhe/out/insurer-c",
    "mqttv5,kanhe/out/insurer-c",
    "mqttv5,kanhe/receipt/insurer-c",
    "mqttv5,kanhe/in/insurer-b",
    "mqttv311,#",
    "mqttv5,kanhe/out/+",
    "mqttv5,$share/group/kanhe/out/insurer-c",
    "mqttv5,$share/group/#",
    "mqttv5,kanhe/out/insurer-b::kanhe/out/insurer-c",
    "mqttv5,$sys/#"
  })
  void participantReadsNothingElseAndDestroysNothing(String version, String topic)
      throws Exception {
    test.send("kanhe.out.insurer-c", "for c");
    test.send("kanhe.receipt.insurer-c", "receipt for c");
    assertThat(subscribe(B, B, version, topic, "-W", "1")).isEmpty();
    assertThat(test.receive("kanhe.out.insurer-c")).isEqualTo("for c");
    assertThat(test.receive("kanhe.receipt.insurer-c")).isEqualTo("receipt for c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"insurer-c", "insurer-c:reader", "kanhe", "insurer", "insurer-b2"})
  void clientIdBelongsToTheParticipant(String clientId) throws Exception {
    assertThat(publish(B, clientId, "mqttv311", "kanhe/in/insurer-b", "x")).isNotZero();
    assertThat(test.broker().messageCount("kanhe.in.insurer-b")).isZero();
  }

  @Test
  void retainedMessageIsRefused() throws Exception {
    publish(B, B, "mqttv311", "kanhe/in/insurer-b", "poison", "-r");
    assertThat(test.broker().messageCount("kanhe.in.insurer-b")).isZero();
  }

  @Test
  void willIsRefused() throws Exception {
    assertThat(
            publish(
                B,
                B,
                "mqttv311",
                "kanhe/in/insurer-b",
                "x",
                "--will-topic",
                "kanhe/in/insurer-c",
                "--will-payload",
                "y"))
        .isNotZero();
    assertThat(test.broker().messageCount("kanhe.in.insurer-b")).isZero();
  }

  @Test
  void connectionWithoutOrWithAForeignCertificateIsRefused(@TempDir Path other) throws Exception {
    BrokerPki foreign = new BrokerPki(other, C);
    Files.copy(foreign.certificatePem(C), test.pki.certificatePem("foreign"));
    Files.copy(foreign.keyPem(C), test.pki.keyPem("foreign"));
    assertThat(publish(null, B, "mqttv311", "kanhe/in/insurer-b", "x")).isNotZero();
    assertThat(publish("foreign", C, "mqttv311", "kanhe/in/insurer-c", "x")).isNotZero();
    assertThat(test.broker().messageCount("kanhe.in.insurer-c")).isZero();
  }

  private static int publish(
      String certificate,
      String clientId,
      String version,
      String topic,
      String text,
      String... more)
      throws Exception {
    List<String> command = command("mosquitto_pub", certificate, clientId, version, topic, more);
    command.addAll(List.of("-m", text));
    return run(command).exitValue();
  }

  private static String subscribe(
      String certificate, String clientId, String version, String topic, String... more)
      throws Exception {
    Process process = run(command("mosquitto_sub", certificate, clientId, version, topic, more));
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static List<String> command(
      String program,
      String certificate,
      String clientId,
      String version,
      String topic,
      String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "-h",
                "127.0.0.1",
                "-p",
                "" + test.mqttPort,
                "-V",
                version,
                "-q",
                "1",
                "-i",
                clientId,
                "-t",
                topic,
                "--cafile",
                test.pki.anchor().toString()));
    if (certificate != null) {
      command.addAll(
          List.of(
              "--cert",
              test.pki.certificatePem(certificate).toString(),
              "--key",
              test.pki.keyPem(certificate).toString()));
    }
    command.addAll(List.of(more));
    return command;
  }

  private static Process run(List<String> command) throws IOException, InterruptedException {
    // A client that was refused connects again and again: bounded by timeout(1), which ends it by
    // its own id.
    List<String> bounded = new ArrayList<>(List.of("timeout", "4"));
    bounded.addAll(command);
    Process process =
        new ProcessBuilder(bounded).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process;
  }

  private static boolean isInstalled(String program) {
    for (String directory : System.getenv("PATH").split(java.io.File.pathSeparator)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
