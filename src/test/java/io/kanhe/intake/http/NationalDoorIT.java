package io.kanhe.intake.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.sandbox.SandboxKeys;
import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.NationalTls;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Tongsuo;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door of kanhe.crypto.tls: a partner with an SM2 certificate, and who is not let in. */
@Tag("it")
class NationalDoorIT {

  private static final TestPki PKI = TestPki.createSm2();
  private static final KeyIdentity MET = tls(PKI.issuing(), "met-taizhou");
  private static final KeyIdentity SERVER = tls(PKI.issuing(), "localhost");
  private static RunningDoors doors;

  @BeforeAll
  static void open(@TempDir Path home) throws IOException {
    Path certs = home.resolve("certs");
    makeKeys(certs);
    Files.writeString(certs.resolve("trust/sm2.pem"), Trust.pem(PKI.anchors()));
    doors =
        new RunningDoors(
            home,
            "--kanhe.config=" + configuration(home),
            "--kanhe.crypto.tls.port=" + freePort(),
            "--kanhe.certs=" + certs);
  }

  /** The sandbox's keys, and those of gateway and partner for this door. */
  private static void makeKeys(Path certs) throws IOException {
    SandboxKeys.ensure(certs);
    char[] password = Files.readString(certs.resolve("keystore.password")).strip().toCharArray();
    Files.write(certs.resolve("kanhe/tls-sm2.p12"), Trust.keyStore(SERVER, password));
    Files.writeString(
        certs.resolve("met-taizhou/tls-sm2.pem"), Trust.pem(List.of(MET.certificate())));
  }

  @AfterAll
  static void close() {
    doors.close();
  }

  @Test
  void aPartnerWithAnSm2CertificateIsServedOverSm4Gcm() throws IOException {
    Answer answer = get(MET, "/log/checkpoint");
    assertThat(answer.suite()).isEqualTo("TLS_SM4_GCM_SM3");
    assertThat(answer.protocol()).isEqualTo("TLSv1.3");
    assertThat(answer.text())
        .startsWith("HTTP/1.1 404")
        .doesNotContain("belongs to no participant");
  }

  @Test
  void aPartnerWithAnotherImplementationIsServed() throws IOException {
    SSLContext tongsuo = Tongsuo.context(MET, SERVER.certificate());
    try (SSLSocket socket = connect(tongsuo, doors.bean(HttpDoors.class).nationalPort())) {
      Answer answer = get(socket, "/log/checkpoint");
      assertThat(answer.suite()).isEqualTo("TLS_SM4_GCM_SM3");
      assertThat(answer.text())
          .startsWith("HTTP/1.1 404")
          .doesNotContain("belongs to no participant");
    }
  }

  @Test
  void aCertificateThatNoParticipantHasIsRefusedByTheDoor() throws IOException {
    Answer answer = get(tls(PKI.issuing(), "stranger"), "/log/checkpoint");
    assertThat(answer.text()).startsWith("HTTP/1.1 403").contains("belongs to no participant");
  }

  @Test
  void aCertificateOfAnotherAuthorityDoesNotConnect() {
    KeyIdentity stranger = tls(TestPki.createSm2().issuing(), "met-taizhou");
    assertThatThrownBy(() -> get(stranger, "/log/checkpoint")).isInstanceOf(IOException.class);
  }

  @Test
  void otherSuitesAreNotSpokenHereAndTheOtherDoorGoesOn() throws Exception {
    SSLContext usual = doors.client("insurer-a").tls;
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket = connect(usual, doors.bean(HttpDoors.class).nationalPort())) {
                socket.startHandshake();
              }
            })
        .isInstanceOf(IOException.class);
    try (SSLSocket socket = connect(usual, doors.doorsPort())) {
      socket.startHandshake();
      assertThat(socket.getSession().getCipherSuite()).startsWith("TLS_AES_");
    }
  }

  @Test
  void aGatewayForSm2CertificatesAloneNeedsNoOtherAnchor(@TempDir Path home) throws IOException {
    makeKeys(home.resolve("certs"));
    Path anchors = Files.createDirectories(home.resolve("anchors"));
    Files.writeString(anchors.resolve("sm2.pem"), Trust.pem(PKI.anchors()));
    String[] settings = {
      "--kanhe.certs=" + doors.certs,
      "--kanhe.config=" + doors.certs.resolveSibling("config"),
      "--kanhe.keys.anchors=" + anchors,
      "--kanhe.crypto.tls.port=" + freePort(),
      "--kanhe.https.port=-1"
    };
    try (RunningDoors alone = new RunningDoors(home, settings)) {
      assertThat(alone.doorsPort()).isEqualTo(-1);
      assertThat(get(MET, alone.bean(HttpDoors.class).nationalPort(), "/log/checkpoint").text())
          .startsWith("HTTP/1.1 404");
    }
    settings[4] = "--kanhe.https.port=0";
    assertThatThrownBy(() -> new RunningDoors(home, settings))
        .rootCause()
        .hasMessageContainingAll("kanhe.keys.anchors", "RSA or EC", "kanhe.https.port -1");
  }

  private record Answer(String protocol, String suite, String text) {}

  private static Answer get(KeyIdentity client, String path) throws IOException {
    return get(client, doors.bean(HttpDoors.class).nationalPort(), path);
  }

  private static Answer get(KeyIdentity client, int port, String path) throws IOException {
    NationalTls tls = Trust.nationalTls(client, PKI.anchors());
    try (SSLSocket socket = connect(tls.context(), port)) {
      tls.prepare(socket);
      return get(socket, path);
    }
  }

  private static Answer get(SSLSocket socket, String path) throws IOException {
    socket.startHandshake();
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
    String text = new String(socket.getInputStream().readAllBytes(), UTF_8);
    return new Answer(
        socket.getSession().getProtocol(), socket.getSession().getCipherSuite(), text);
  }

  private static SSLSocket connect(SSLContext context, int port) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static KeyIdentity tls(CertificateAuthority authority, String name) {
    return authority.tls(
        new SubjectName("勘合沙箱(示例)", "tls", name, null),
        KeyKind.SM2,
        Validity.startingAt(PKI.now().minus(Duration.ofDays(1)), Duration.ofDays(30)));
  }

  /** The sandbox's configuration, in which the bureau has a second TLS certificate. */
  private static Path configuration(Path home) throws IOException {
    Path from = Path.of("config").toAbsolutePath();
    Path copy = home.resolve("config");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path bureau = copy.resolve("participants/met-taizhou.yaml");
    String text = Files.readString(bureau);
    Files.writeString(bureau, text.replace("tls.pem]", "tls.pem, certs/met-taizhou/tls-sm2.pem]"));
    return copy;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
