package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.message.Digest;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.trust.SoapVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** SOAP and feed doors with all parts real, over TLS. */
@Tag("it")
class HttpDoorsIT {

  private static final String FEED_PATH = "/feeds/ins.coverage/";
  private static RunningDoors doors;
  private static DoorClient met;
  private static DoorClient insurer;
  private static String alert;

  @BeforeAll
  static void open(@TempDir Path home) throws IOException {
    doors =
        new RunningDoors(
            home,
            "--kanhe.https.max-request=64KB",
            "--kanhe.https.max-feed=1MB",
            "--kanhe.https.connections-per-peer=8");
    met = doors.client("met-taizhou");
    insurer = doors.client("insurer-a");
    alert = DoorClient.resource("/catalogue/cap-hail.xml");
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  @ParameterizedTest
  @EnumSource(SoapVersion.class)
  void answersASignedRequestWithItsReceiptInTheSameSoapVersion(SoapVersion version) {
    byte[] envelope = met.signSoap(version, DoorClient.alert(), alert);
    HttpResponse<String> first = met.soap(version, envelope);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type").orElseThrow())
        .startsWith(version.mediaType());
    assertThat(first.headers().firstValue("Server")).isEmpty();
    assertThat(first.body()).contains(version.namespace(), "Receipt", "ACCEPTED");
    assertThat(met.soap(version, envelope).body()).isEqualTo(first.body());
  }

  @Test
  void keepsTheBytesAsTheyCameIn() {
    Header header =
        DoorClient.alert()
            .messageId(MessageId.random())
            .payloadDigest(Digest.sha256(new byte[0]))
            .build();
    byte[] envelope =
        met.signSoap(SoapVersion.V1_2, DoorClient.alert().messageId(header.messageId()), alert);
    met.soap(SoapVersion.V1_2, envelope);
    long index =
        doors.bean(MessageSearch.class).byMessageId(header.messageId()).get(0).ledgerIndex();
    AcceptedMessages messages = doors.bean(AcceptedMessages.class);
    assertThat(messages.raw(index)).hasValue(envelope);
    assertThat(messages.find(index).orElseThrow()).isNotNull();
    assertThat(messages.find(index).orElseThrow().header().messageId())
        .isEqualTo(header.messageId());
  }

  @Test
  void refusesOtherBytesUnderTheSameId() {
    MessageId id = MessageId.random();
    met.soap(
        SoapVersion.V1_2, met.signSoap(SoapVersion.V1_2, DoorClient.alert().messageId(id), alert));
    HttpResponse<String> second =
        met.soap(
            SoapVersion.V1_2,
            met.signSoap(SoapVersion.V1_2, DoorClient.alert().messageId(id).priority(9), alert));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("<k:code>1005 ", "s:Sender", "REFUSED");
  }

  @Test
  void refusesEachFaultWithItsCode() {
    expect(
        "2004",
        met,
        met.signSoap(SoapVersion.V1_2, DoorClient.alert().sentTime(now().minusHours(1)), alert));
    expect(
        "1006",
        met,
        met.signSoap(
            SoapVersion.V1_2, DoorClient.alert().expiresTime(now().minusSeconds(1)), alert));
    expect(
        "3007",
        met,
        met.signSoap(SoapVersion.V1_2, DoorClient.alert().environment(Environment.Actual), alert));
    expect(
        "3001",
        met,
        met.signSoap(SoapVersion.V1_2, DoorClient.alert().receiver(DoorClient.INSURER_A), alert));
    expect("2008", insurer, insurer.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert));
    expect("2010", insurer, met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert));
    byte[] recorded = met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert);
    met.soap(SoapVersion.V1_2, recorded);
    expect("2005", insurer, recorded);
    String tampered = new String(recorded, StandardCharsets.UTF_8).replace("HAIL-1", "HAIL-2");
    expect("2001", met, tampered.getBytes(StandardCharsets.UTF_8));
    expect(
        "1002",
        met,
        met.signSoap(
            SoapVersion.V1_2,
            DoorClient.alert(),
            alert.replaceFirst("<sender>[^<]*</sender>", "")));
  }

  @Test
  void sendsStatus500ForSoap11Faults() {
    HttpResponse<String> answer =
        met.soap(
            SoapVersion.V1_1,
            met.signSoap(
                SoapVersion.V1_1, DoorClient.alert().sentTime(now().minusHours(1)), alert));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("<faultcode>s:Client</faultcode>", "<k:code>2004 ");
  }

  static Stream<String> malformed() {
    String soap12 = SoapVersion.V1_2.namespace();
    String open = "<s:Envelope xmlns:s=\"" + soap12 + "\">";
    return Stream.of(
        "",
        " ",
        "x",
        "{}",
        "<",
        "<a",
        "<a>",
        "<a/>",
        "<a></b>",
        "&",
        "<a>&undefined;</a>",
        "\u0000",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x\"><a/>",
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>",
        "<?php x ?><a/>",
        open + "</s:Envelope>",
        open + "<s:Body/></s:Envelope>",
        open + "<s:Header/><s:Body><a/></s:Body></s:Envelope>",
        open + "<s:Body><a/></s:Body></s:Envelope><b/>",
        open + "<s:Body><a/></s:Body></s:Envelope>" + open + "</s:Envelope>",
        open + "<s:Body><a/><b/></s:Body></s:Envelope>",
        "<a>" + "<b>".repeat(200) + "</b>".repeat(200) + "</a>",
        "<a " + attributes(100) + "/>",
        "<a b=\"1\" b=\"2\"/>",
        "<x:a/>",
        "<a xmlns:x=\"\"/>",
        "<a>]]></a>");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedBodiesAndAnswersTheNextGoodOne(String body) {
    HttpResponse<String> answer = met.soap(SoapVersion.V1_2, body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
    assertThat(answer.body())
        .containsPattern("<k:code>(1001|1007|1009|1012|2006|2009) ")
        .contains("s:Sender");
    assertThat(
            met.soap(
                    SoapVersion.V1_2,
                    met.signSoap(
                        SoapVersion.V1_2, DoorClient.alert().messageId(MessageId.random()), alert))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesRandomBytes() {
    Random random = new Random(20261124);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[random.nextInt(2000)];
      random.nextBytes(bytes);
      assertThat(met.soap(SoapVersion.V1_2, bytes).statusCode()).isBetween(400, 422);
    }
  }

  @Test
  void refusesOtherContentTypesAndMethods() {
    for (String type :
        new String[] {
          "",
          "application/json",
          "multipart/related; type=\"application/xop+xml\"",
          "text/xml; charset=utf-16",
          "application/soap+xml; charset=iso-8859-1"
        }) {
      HttpResponse<String> answer =
          met.send("POST", "/services/kanhe", type, BodyPublishers.ofString("<a/>"));
      assertThat(answer.statusCode()).as(type).isEqualTo(415);
      assertThat(answer.body()).contains("<k:code>1008 ");
    }
    HttpResponse<String> gzip =
        met.send(
            "POST",
            "/services/kanhe",
            "text/xml",
            BodyPublishers.ofString("x"),
            "Content-Encoding",
            "gzip");
    assertThat(gzip.statusCode()).isEqualTo(415);
    assertThat(met.send("GET", "/services/kanhe", "", BodyPublishers.noBody()).statusCode())
        .isEqualTo(405);
    assertThat(met.send("GET", "/services/kanhe?wsdl", "", BodyPublishers.noBody()).statusCode())
        .isEqualTo(404);
    assertThat(met.send("DELETE", "/services/kanhe", "", BodyPublishers.noBody()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void cutsOversizedRequestsWhileTheyStream() {
    byte[] large = new byte[200_000];
    HttpResponse<String> declared =
        met.send("POST", "/services/kanhe", "text/xml", BodyPublishers.ofByteArray(large));
    assertThat(declared.statusCode()).isEqualTo(413);
    assertThat(declared.body()).contains("<k:code>1007 ");
    HttpResponse<String> chunked =
        met.send(
            "POST",
            "/services/kanhe",
            "text/xml",
            BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[66_000])));
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  void keepsDoorsAndConsoleApart() throws Exception {
    for (String path :
        new String[] {
          "/",
          "/actuator/health",
          "/wsdl/kanhe.wsdl",
          "/services",
          "/services/",
          "/services/other",
          "/error"
        }) {
      assertThat(met.send("GET", path, "", BodyPublishers.noBody()).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(console("/services/kanhe")).isEqualTo(404);
    assertThat(console(FEED_PATH + "B1")).isEqualTo(404);
    assertThat(console("/wsdl/kanhe.wsdl")).isEqualTo(200);
  }

  @Test
  void cutsASlowBody() throws Exception {
    try (Socket socket = met.tls.getSocketFactory().createSocket("localhost", met.port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /services/kanhe HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 60000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.setSoTimeout(200);
      boolean cut = false;
      for (int i = 0; i < 150 && !cut; i++) {
        cut = answered(socket) || !drip(out);
      }
      assertThat(cut).isTrue();
    }
    assertThat(
            met.soap(
                    SoapVersion.V1_2,
                    met.signSoap(
                        SoapVersion.V1_2, DoorClient.alert().messageId(MessageId.random()), alert))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void limitsTheConnectionsOfOnePeer() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        SSLSocket socket =
            (SSLSocket) insurer.tls.getSocketFactory().createSocket("localhost", insurer.port);
        sockets.add(socket);
        socket.startHandshake();
      }
      await().until(() -> sockets.stream().anyMatch(HttpDoorsIT::isClosed));
      assertThat(
              met.soap(SoapVersion.V1_2, met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert))
                  .statusCode())
          .isEqualTo(200);
    } catch (IOException e) {
      assertThat(sockets).hasSizeGreaterThan(4);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await()
        .until(
            () ->
                insurer.send("GET", FEED_PATH + "B", "", BodyPublishers.noBody()).statusCode()
                    == 405);
  }

  private static boolean isClosed(Socket socket) {
    try {
      socket.setSoTimeout(50);
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void expect(String code, DoorClient client, byte[] envelope) {
    HttpResponse<String> answer = client.soap(SoapVersion.V1_2, envelope);
    assertThat(answer.body()).contains("<k:code>" + code + " ");
  }

  private static boolean answered(Socket socket) throws IOException {
    try {
      socket.getInputStream().read();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }

  private static boolean drip(OutputStream out) {
    try {
      out.write('x');
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int console(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + doors.consolePort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.ofHours(8));
  }

  private static String attributes(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    return attributes.toString();
  }
}
