package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.Uscc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys that stay in a token, by SoftHSM. One test, because a library reads its configuration once
 * in a process; skipped where SoftHSM or its configuration is missing.
 */
class TokenKeysTest {

  @TempDir Path folder;

  @Test
  void signsWithRsaAndP256KeysThatNeverLeaveTheToken() throws Exception {
    try (SoftHsm token = SoftHsm.make(folder)) {
      TestPki pki = TestPki.create();
      for (boolean rsa : List.of(true, false)) {
        KeyIdentity made =
            rsa ? pki.participant("kanhe").rsa().build() : pki.participant("kanhe").build();
        String label = rsa ? "rsa" : "p256";
        token.put(label, made);
        KeyIdentity inToken = token.identity(label);
        assertThat(inToken.key().getEncoded()).isNull();
        assertThat(inToken.certificate()).isEqualTo(made.certificate());
        signs(inToken);
        KeyIdentity tls =
            pki.issuing()
                .tls(
                    new SubjectName("Kanhe Test Organisation", "Test", "kanhe", null),
                    rsa ? KeyKind.RSA_2048 : KeyKind.P_256,
                    Validity.startingAt(pki.now().minusSeconds(3600), Duration.ofDays(1)));
        token.put(label + "-tls", tls);
        shakesHands(pki, token.identity(label + "-tls"));
      }
      assertThatThrownBy(() -> token.identity("other"))
          .hasMessageContaining("with the label 'other'");
    }
  }

  private static void signs(KeyIdentity identity) {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    byte[] cms = Trust.cmsSigner(identity, Clock.systemUTC()).sign(content);
    VerifiedContent verified = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(cms);
    assertThat(verified.content()).isEqualTo(content);
    assertThat(verified.signer().certificate()).isEqualTo(identity.certificate());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String header =
        HeaderCodec.write(
            Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
                .sender(new Uscc("12331000TEXT000920"))
                .receiver(new Uscc("91331000TEXT000A0M"))
                .sentTime(now.atOffset(ZoneOffset.UTC))
                .businessKey("K-1")
                .payloadDigest(Digest.sha256(content))
                .build());
    byte[] soap =
        Trust.soapSigner(identity)
            .sign(SoapVersion.V1_2, header, "<a xmlns=\"urn:a\"/>", null, now);
    VerifiedSoap envelope = Trust.soapVerifier(AlgorithmPolicy.strict()).verify(soap);
    assertThat(envelope.signer().certificate()).isEqualTo(identity.certificate());
  }

  /** TLS 1.3 and 1.2, as server; the client is one that trusts the authority. */
  private static void shakesHands(TestPki pki, KeyIdentity identity) throws Exception {
    SSLContext server = SSLContext.getInstance("TLS");
    server.init(new KeyManager[] {Trust.keyManager(identity)}, null, null);
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("root", pki.root().certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      try (SSLServerSocket door =
          (SSLServerSocket)
              server
                  .getServerSocketFactory()
                  .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CompletableFuture<Integer> heard = CompletableFuture.supplyAsync(() -> hear(door));
        try (SSLSocket socket =
            (SSLSocket)
                client
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), door.getLocalPort())) {
          socket.setEnabledProtocols(new String[] {version});
          socket.getOutputStream().write(42);
          assertThat(socket.getSession().getProtocol()).isEqualTo(version);
          assertThat(socket.getSession().getPeerCertificates()[0])
              .isEqualTo(identity.certificate());
          assertThat(heard.join()).isEqualTo(42);
        }
      }
    }
  }

  private static int hear(SSLServerSocket door) {
    try (Socket socket = door.accept()) {
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
