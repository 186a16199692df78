package io.kanhe.intake.http;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.trust.CmsSigner;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A partner with its own keys at the doors. */
final class DoorClient {

  static final Uscc GATEWAY = new Uscc("12331000TEXT000920");
  static final Uscc MET = new Uscc("12331000TEXT000177");
  static final Uscc INSURER_A = new Uscc("91331000TEXT000A0M");

  final SSLContext tls;
  final int port;
  private final SoapSigner soap;
  private final CmsSigner cms;
  private final HttpClient http;

  DoorClient(Path certs, String participant, int port) throws IOException {
    this.port = port;
    char[] password = Files.readString(certs.resolve("keystore.password")).strip().toCharArray();
    var identity =
        Trust.loadKeyIdentity(certs.resolve(participant).resolve("signing.p12"), password);
    soap = Trust.soapSigner(identity);
    cms = Trust.cmsSigner(identity);
    tls = tls(certs, certs.resolve(participant).resolve("tls.p12"), password);
    http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
  }

  static HeaderBuilder alert() {
    return Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
        .sender(MET)
        .receiver(GATEWAY)
        .environment(Environment.Exercise)
        .sentTime(OffsetDateTime.now(ZoneOffset.ofHours(8)))
        .businessKey("HAIL-1");
  }

  byte[] signSoap(SoapVersion version, HeaderBuilder header, String payload) {
    byte[] canonical =
        ExclusiveCanonicalizer.canonicalize(
            XmlReader.parse(payload.getBytes(StandardCharsets.UTF_8), XmlLimits.defaults()).root());
    Header complete = header.payloadDigest(Digest.sha256(canonical)).build();
    return soap.sign(version, HeaderCodec.write(complete), payload, null, Instant.now());
  }

  String signHeader(Header header) {
    byte[] signed = cms.sign(HeaderCodec.write(header).getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signed);
  }

  HttpResponse<String> soap(SoapVersion version, byte[] envelope) {
    return send(
        "POST", "/services/kanhe", version.mediaType(), BodyPublishers.ofByteArray(envelope));
  }

  HttpResponse<String> feed(String path, String signedHeader, byte[] file) {
    return send(
        "PUT", path, "text/csv", BodyPublishers.ofByteArray(file), "Kanhe-Header", signedHeader);
  }

  HttpResponse<String> send(
      String method, String path, String contentType, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext tls(Path certs, Path keyFile, char[] password) throws IOException {
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      for (X509Certificate anchor : Trust.readAnchors(certs.resolve("trust"))) {
        trust.setCertificateEntry("anchor-" + trust.size(), anchor);
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(keyFile)) {
        keys.load(in, password);
      }
      KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("SunX509");
      keyManagers.init(keys, password);
      TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
      trustManagers.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A payload of the tests, without XML declaration. */
  static String resource(String name) throws IOException {
    try (InputStream in = DoorClient.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceFirst("^<\\?xml[^>]*>\\s*", "");
    }
  }
}
