package io.kanhe.platform.broker;

import static io.kanhe.platform.broker.TestBroker.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompRightsTest {

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

  @Test
  void participantSendsToItsOwnInQueue() throws Exception {
    try (StompClient client = new StompClient(test, B)) {
      assertThat(client.connect()).startsWith("CONNECTED");
      assertThat(
              client.request("SEND", "hello", "destination:kanhe.in.insurer-b", "persistent:true"))
          .startsWith("RECEIPT");
    }
    test.restart();
    assertThat(test.receive("kanhe.in.insurer-b")).isEqualTo("hello");
  }

  @Test
  void participantReadsItsOwnOutQueue() throws Exception {
    test.send("kanhe.out.insurer-b", "for b");
    try (StompClient client = new StompClient(test, B)) {
      client.connect();
      String first =
          client.request(
              "SUBSCRIBE", "", "id:1", "destination:kanhe.out.insurer-b", "ack:client-individual");
      String second = client.read();
      assertThat(first + second).contains("RECEIPT").contains("MESSAGE").contains("for b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanhe.in.insurer-c",
        "kanhe.out.insurer-c",
        "kanhe.out.insurer-b",
        "kanhe.dead",
        "activemq.management",
        "kanhe.in.insurer-b::kanhe.out.insurer-c",
        "kanhe.in.#",
        "anything"
      })
  void participantSendsNowhereElse(String destination) throws Exception {
    try (StompClient client = new StompClient(test, B)) {
      client.connect();
      assertThat(client.request("SEND", "x", "destination:" + destination)).startsWith("ERROR");
    }
    assertThat(test.broker().messageCount("kanhe.out.insurer-c")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanhe.out.insurer-c",
        "kanhe.receipt.insurer-c",
        "kanhe.in.insurer-b",
        "kanhe.dead",
        "activemq.notifications",
        "kanhe.out.insurer-b::kanhe.out.insurer-c",
        "kanhe.out.*",
        "#"
      })
  void participantReadsNothingElse(String destination) throws Exception {
    test.send("kanhe.out.insurer-c", "for c");
    try (StompClient client = new StompClient(test, B)) {
      client.connect();
      assertThat(client.request("SUBSCRIBE", "", "id:1", "destination:" + destination))
          .startsWith("ERROR");
    }
    assertThat(test.receive("kanhe.out.insurer-c")).isEqualTo("for c");
  }

  @Test
  void participantAppearsUnderNoOtherName() throws Exception {
    try (StompClient client = new StompClient(test, B)) {
      assertThat(client.connect("login:insurer-c", "passcode:x")).startsWith("ERROR");
    }
  }

  @Test
  void connectionWithoutCertificateIsRefused() {
    assertThatThrownBy(
            () -> {
              try (StompClient client = new StompClient(test, null)) {
                assertThat(client.connect()).startsWith("CONNECTED");
              }
            })
        .isInstanceOfAny(IOException.class, AssertionError.class);
  }
}
