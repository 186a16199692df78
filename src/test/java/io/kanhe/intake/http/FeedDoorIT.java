package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feed door with all parts real, over TLS. */
@Tag("it")
class FeedDoorIT {

  private static final String FEED_PATH = "/feeds/ins.coverage/";
  private static RunningDoors doors;
  private static DoorClient met;
  private static DoorClient insurer;

  @BeforeAll
  static void open(@TempDir Path home) throws IOException {
    doors = new RunningDoors(home, "--kanhe.https.max-feed=1MB");
    met = doors.client("met-taizhou");
    insurer = doors.client("insurer-a");
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  @Test
  void takesAFeedOnceAndAnswersItsRepeatWithTheSameReceipt() throws Exception {
    byte[] csv = csv(3);
    Header header = feedHeader("B-1", csv, 3L);
    String signed = insurer.signHeader(header);
    HttpResponse<String> first = insurer.feed(FEED_PATH + "B-1", signed, csv);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    HttpResponse<String> again = insurer.feed(FEED_PATH + "B-1", signed, csv);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body()).contains("Receipt");
    long index =
        doors.bean(MessageSearch.class).byMessageId(header.messageId()).get(0).ledgerIndex();
    AcceptedMessages messages = doors.bean(AcceptedMessages.class);
    Payload.Stored stored = (Payload.Stored) messages.find(index).orElseThrow().payload();
    try (java.io.InputStream content = stored.open()) {
      assertThat(content.readAllBytes()).isEqualTo(csv);
    }
    assertThat(messages.find(index).orElseThrow().payload())
        .isInstanceOfSatisfying(
            Payload.Stored.class,
            repeat -> assertThat(repeat.sizeBytes()).isEqualTo(stored.sizeBytes()));
  }

  @Test
  void refusesFeedsWithTheirCodeAndLeavesNoFile() throws Exception {
    byte[] csv = csv(2);
    String signed = insurer.signHeader(feedHeader("B-2", csv, 2L));
    expectFeed(1010, 422, FEED_PATH + "B-2", signed, csv(3));
    expectFeed(1009, 422, FEED_PATH + "B-3", signed, csv);
    expectFeed(1009, 422, "/feeds/ew.alert/B-2", signed, csv);
    expectFeed(1009, 422, FEED_PATH + ".hidden", signed, csv);
    expectFeed(1009, 422, FEED_PATH + "a/b", signed, csv);
    expectFeed(1010, 422, FEED_PATH + "B-4", insurer.signHeader(feedHeader("B-4", csv, 9L)), csv);
    expectFeed(1007, 413, FEED_PATH + "B-2", signed, new byte[1_100_000]);
    expectFeed(1001, 400, FEED_PATH + "B-2", "***", csv);
    expectFeed(2010, 403, FEED_PATH + "B-2", signed, csv, doors.client("insurer-b"));
    HttpResponse<String> missing =
        insurer.send("PUT", FEED_PATH + "B-2", "text/csv", BodyPublishers.ofByteArray(csv));
    assertThat(missing.statusCode()).isEqualTo(403);
    assertThat(missing.body()).contains("\"code\":2006");
    assertThat(insurer.send("GET", FEED_PATH + "B-2", "", BodyPublishers.noBody()).statusCode())
        .isEqualTo(405);
  }

  private void expectFeed(int code, int status, String path, String signed, byte[] file)
      throws IOException {
    expectFeed(code, status, path, signed, file, insurer);
  }

  private void expectFeed(
      int code, int status, String path, String signed, byte[] file, DoorClient client)
      throws IOException {
    long before = feedFiles();
    HttpResponse<String> answer = client.feed(path, signed, file);
    assertThat(answer.body()).as(path).contains("\"code\":" + code + ",");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(feedFiles()).isEqualTo(before);
  }

  private static long feedFiles() throws IOException {
    try (Stream<Path> files = Files.list(doors.certs.resolveSibling("data").resolve("feeds"))) {
      return files.count();
    }
  }

  @Test
  void removesTheFileOfAFeedThatBreaksOff() throws Exception {
    long before = feedFiles();
    try (Socket socket = insurer.tls.getSocketFactory().createSocket("localhost", insurer.port)) {
      String request =
          "PUT /feeds/ins.coverage/B-9 HTTP/1.1\r\nHost: localhost\r\nKanhe-Header: AAAA\r\n"
              + "Content-Length: 60000\r\n\r\n"
              + "x".repeat(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      await().until(() -> feedFiles() > before);
    }
    await().until(() -> feedFiles() == before);
  }

  private static Header feedHeader(String batch, byte[] csv, Long rows) {
    return Header.builder("ins.coverage", "snapshot", "1.0", Direction.FEED)
        .sender(DoorClient.INSURER_A)
        .receiver(DoorClient.GATEWAY)
        .environment(Environment.Exercise)
        .sentTime(now())
        .businessKey(batch)
        .payloadDigest(Digest.sha256(csv))
        .file((long) csv.length, rows)
        .build();
  }

  static byte[] csv(int rows) {
    StringBuilder csv =
        new StringBuilder(
            "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,expiryWithin30d,maxSingleSum\r\n");
    for (int i = 0; i < rows; i++) {
      csv.append("91331000TEXT000A0M,2026-11-01,33100")
          .append(2 + i)
          .append(",RURAL_HOUSE,10,,100.00,,,\r\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.ofHours(8));
  }
}
