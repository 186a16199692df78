package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.intake.MessageSearch;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import io.kanhe.trust.internal.EcdsaTwin;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What reaches the doors below and around a message: HTTP framing, TLS, second signatures. */
@Tag("it")
class DoorProtocolIT {

  private static final String POST =
      "POST /services/kanhe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/soap+xml\r\n";
  private static RunningDoors doors;
  private static DoorClient met;
  private static DoorClient insurer;
  private static String alert;

  @BeforeAll
  static void open(@TempDir Path home) throws IOException {
    doors = new RunningDoors(home);
    met = doors.client("met-taizhou");
    insurer = doors.client("insurer-a");
    alert = DoorClient.resource("/catalogue/cap-hail.xml");
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  static List<Arguments> smuggling() {
    String next = "GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return List.of(
        Arguments.of(
            "Content-Length and Transfer-Encoding",
            POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + next),
        Arguments.of(
            "two Content-Lengths",
            POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n<a/>" + next),
        Arguments.of("signed Content-Length", POST + "Content-Length: +4\r\n\r\n<a/>" + next),
        Arguments.of("negative Content-Length", POST + "Content-Length: -4\r\n\r\n<a/>" + next),
        Arguments.of(
            "unknown Transfer-Encoding", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "space before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of("folded header", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            "chunk size that overflows",
            POST + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n<a/>\r\n0\r\n\r\n"),
        Arguments.of("two Hosts", "GET /log/checkpoint HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Arguments.of("no Host", "GET /log/checkpoint HTTP/1.1\r\n\r\n"),
        Arguments.of(
            "NUL in a header",
            "GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n"),
        Arguments.of(
            "header of 100 KB",
            "GET /log/checkpoint HTTP/1.1\r\nHost: localhost\r\nX: "
                + "x".repeat(100_000)
                + "\r\n\r\n"));
  }

  /** Refused, and the connection ends: nothing that follows is taken for a request. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smuggling")
  void refusesAndClosesWhereTheEndOfARequestIsInDoubt(String name, String request)
      throws IOException {
    try (SSLSocket socket = connect(met.tls)) {
      String answer = answerTo(socket, request);
      assertThat(answer).matches("(?s)(HTTP/1.1 4\\d\\d .*)?");
      assertThat(answer).doesNotContain("HTTP/1.1 200");
      assertThat(answer.split("HTTP/1.1 ", -1).length).isLessThanOrEqualTo(2);
    }
    assertThat(met.send("GET", "/log/checkpoint", "", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void headersOfTheRoutingEngineAreOfNoEffect() {
    byte[] envelope = met.signSoap(SoapVersion.V1_2, DoorClient.alert(), alert);
    HttpResponse<String> answer =
        met.send(
            "POST",
            "/services/kanhe",
            SoapVersion.V1_2.mediaType(),
            BodyPublishers.ofByteArray(envelope),
            "CamelHttpUri",
            "http://127.0.0.1:9/",
            "camelFileName",
            "../../x",
            "CAMELBeanMethodName",
            "exit",
            "org.apache.cxf.message.Message.ENDPOINT_ADDRESS",
            "http://127.0.0.1:9/");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(met.soap(SoapVersion.V1_2, envelope).body()).isEqualTo(answer.body());
  }

  /** Attack: a signed message made into "another one" by the second value of its signature. */
  @Test
  void theSecondValueOfASignatureIsNoSecondMessage() throws IOException {
    byte[] csv = FeedDoorIT.csv(2);
    for (boolean twinFirst : List.of(false, true)) {
      MessageId id = MessageId.random();
      String batch = "T-" + twinFirst;
      byte[] signed = Base64.getDecoder().decode(insurer.signHeader(coverage(id, batch, csv)));
      byte[] twin = EcdsaTwin.ofCms(signed);
      HttpResponse<String> first = insurer.feed(path(batch), text(twinFirst ? twin : signed), csv);
      assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
      HttpResponse<String> second = insurer.feed(path(batch), text(twinFirst ? signed : twin), csv);
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("1005");
      assertThat(insurer.feed(path(batch), text(twinFirst ? twin : signed), csv).body())
          .isEqualTo(first.body());
      assertThat(doors.bean(MessageSearch.class).byMessageId(id)).hasSize(1);
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "TLSv1.1",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
      })
  void refusesOldProtocolsAndWeakSuites(String what) throws Exception {
    SSLContext anybody = SSLContext.getInstance("TLS");
    anybody.init(keys("met-taizhou"), new TrustManager[] {new TrustsAll()}, null);
    try (SSLSocket socket = connect(anybody)) {
      if (what.startsWith("TLSv")) {
        socket.setEnabledProtocols(new String[] {what});
        socket.setEnabledCipherSuites(socket.getSupportedCipherSuites());
      } else {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {what});
      }
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    try (SSLSocket socket = connect(anybody)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getCipherSuite()).contains("ECDHE", "GCM");
    }
  }

  @Test
  void refusesPeersWithoutACertificateOfATrustedAuthority() throws Exception {
    KeyIdentity stranger = TestPki.create().participant("met-taizhou").forTls().build();
    for (KeyManager[] keys :
        List.of(new KeyManager[0], new KeyManager[] {Trust.keyManager(stranger)})) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {new TrustsAll()}, null);
      try (SSLSocket socket = connect(context)) {
        // With TLS 1.3 the refusal comes after the client's own handshake is done.
        assertThatThrownBy(
                () -> {
                  socket.getOutputStream().write(POST.getBytes(StandardCharsets.US_ASCII));
                  if (socket.getInputStream().read() < 0) {
                    throw new IOException("closed");
                  }
                })
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static Header coverage(MessageId id, String batch, byte[] csv) {
    HeaderBuilder header =
        Header.builder("ins.coverage", "snapshot", "1.0", Direction.FEED)
            .messageId(id)
            .sender(DoorClient.INSURER_A)
            .receiver(DoorClient.GATEWAY)
            .environment(Environment.Exercise)
            .sentTime(OffsetDateTime.now(ZoneOffset.ofHours(8)))
            .businessKey(batch);
    return header.payloadDigest(Digest.sha256(csv)).file((long) csv.length, 2L).build();
  }

  private static String path(String batch) {
    return "/feeds/ins.coverage/" + batch;
  }

  private static String text(byte[] signed) {
    return Base64.getEncoder().encodeToString(signed);
  }

  private static KeyManager[] keys(String id) throws IOException {
    Path password = doors.certs.resolve("keystore.password");
    return new KeyManager[] {
      Trust.keyManager(Trust.loadKeyIdentity(doors.certs.resolve(id).resolve("tls.p12"), password))
    };
  }

  private static SSLSocket connect(SSLContext context) throws IOException {
    return (SSLSocket) context.getSocketFactory().createSocket("localhost", doors.doorsPort());
  }

  /** All that comes until the other side closes. */
  private static String answerTo(SSLSocket socket, String request) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the connection stayed open", e);
    } catch (IOException e) {
      return "";
    }
  }

  /** The gateway's own certificate is not what these tests are about. */
  private static final class TrustsAll implements X509TrustManager {

    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }
}
