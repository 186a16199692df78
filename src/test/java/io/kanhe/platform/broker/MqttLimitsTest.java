package io.kanhe.platform.broker;

import static io.kanhe.platform.broker.TestBroker.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an MQTT client could do that no library does, over a socket of our own. */
class MqttLimitsTest {

  private static final String TOPIC = "kanhe/in/insurer-b";
  private static final String QUEUE = "kanhe.in.insurer-b";
  private static final int LONGEST = 65_535;

  @TempDir static Path folder;
  private static TestBroker test;

  @BeforeAll
  static void start() {
    test = new TestBroker(folder);
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  /** MQTT 3.1.1, section 4.3.3 */
  @Test
  void qos2MessageThatComesAgainIsOneMessage() throws Exception {
    try (MqttClient client = new MqttClient(test, B, 4)) {
      assertThat(client.connect(B, true).type()).isEqualTo(MqttClient.CONNACK);
      client.publish(TOPIC, 7, false, "once");
      assertThat(client.read().type()).isEqualTo(MqttClient.PUBREC);
      client.publish(TOPIC, 7, true, "once");
      assertThat(client.read().type()).isEqualTo(MqttClient.PUBREC);
      client.release(7);
      assertThat(client.read().type()).isEqualTo(MqttClient.PUBCOMP);
      client.release(7);
      assertThat(client.read().type()).isEqualTo(MqttClient.PUBCOMP);
      client.release(8);
      assertThat(client.read().type()).isEqualTo(MqttClient.PUBCOMP);
    }
    takeOne("once");
  }

  @Test
  void qos2MessageThatComesAgainInTheNextConnectionIsOneMessage() throws Exception {
    String client = B + ":qos2";
    try (MqttClient first = new MqttClient(test, B, 4)) {
      first.connect(client, false);
      first.publish(TOPIC, 7, false, "once");
      assertThat(first.read().type()).isEqualTo(MqttClient.PUBREC);
    }
    try (MqttClient second = new MqttClient(test, B, 4)) {
      second.connect(client, false);
      second.publish(TOPIC, 7, true, "once");
      assertThat(second.read().type()).isEqualTo(MqttClient.PUBREC);
      second.release(7);
      assertThat(second.read().type()).isEqualTo(MqttClient.PUBCOMP);
    }
    takeOne("once");
  }

  @Test
  void longestTopicIsRefusedAndTheNextMessageIsTaken() throws Exception {
    for (int version : new int[] {4, 5}) {
      try (MqttClient client = new MqttClient(test, B, version)) {
        client.connect(B, true);
        client.publish("kanhe/in/" + "x".repeat(LONGEST - 9), 1, false, "lost");
        client.read();
      }
      assertThat(test.broker().messageCount(QUEUE)).isZero();
      isAlive();
    }
  }

  @Test
  void sessionThatIsToBeKeptForEverIsKeptForAWeek() throws Exception {
    byte[] never = {0x11, -1, -1, -1, -1};
    try (MqttClient client = new MqttClient(test, B, 5)) {
      assertThat(client.connect(B + ":for-ever", false, never).type())
          .isEqualTo(MqttClient.CONNACK);
    }
    MqttProperties properties = new MqttProperties();
    for (int asked : new int[] {-1, Integer.MAX_VALUE, 7 * 24 * 3600 + 1, 60}) {
      properties.add(
          new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, asked));
      MqttGuard.shorten(properties);
      assertThat(properties.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL).value())
          .isEqualTo(asked == 60 ? 60 : 7 * 24 * 3600);
    }
  }

  /** Aliases would be a table per connection of up to 65,535 topics of 64 KB each. */
  @Test
  void topicAliasesAreNotTaken() throws Exception {
    byte[] alias = {0x23, -1, -1};
    try (MqttClient client = new MqttClient(test, B, 5)) {
      client.connect(B, true);
      client.publish(TOPIC, 1, false, "x", alias);
      assertThat(client.isEnded()).isTrue();
    }
    assertThat(test.broker().messageCount(QUEUE)).isZero();
    isAlive();
  }

  private static void isAlive() throws Exception {
    try (MqttClient client = new MqttClient(test, B, 4)) {
      client.connect(B, true);
      client.publish(TOPIC, 3, false, "good");
      assertThat(client.read().type()).isEqualTo(MqttClient.PUBREC);
    }
    takeOne("good");
  }

  private static void takeOne(String text) {
    await().until(() -> test.broker().messageCount(QUEUE) > 0);
    assertThat(test.receive(QUEUE)).isEqualTo(text);
    assertThat(test.broker().messageCount(QUEUE)).isZero();
  }
}
