package io.kanhe.fault;

import io.kanhe.message.AcknowledgementCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.Uscc;
import io.kanhe.trust.CmsSigner;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.Trust;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A sandbox partner with its own keys: signs, and opens connections that do not mend themselves.
 */
final class FaultPartner {

  static final Uscc GATEWAY = new Uscc("12331000TEXT000920");
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final String id;
  private final Uscc uscc;
  private final Path certs;
  private final String password;
  private final KeyIdentity signing;
  private final CmsSigner cms;
  private final SoapSigner soap;

  FaultPartner(Path certs, String id, String uscc) throws IOException {
    this.id = id;
    this.uscc = new Uscc(uscc);
    this.certs = certs;
    this.password = Files.readString(certs.resolve("keystore.password")).strip();
    this.signing =
        Trust.loadKeyIdentity(certs.resolve(id).resolve("signing.p12"), password.toCharArray());
    this.cms = Trust.cmsSigner(signing);
    this.soap = Trust.soapSigner(signing);
  }

  String id() {
    return id;
  }

  Uscc uscc() {
    return uscc;
  }

  KeyIdentity signing() {
    return signing;
  }

  byte[] sign(byte[] content) {
    return cms.sign(content);
  }

  HeaderBuilder header(String service, String operation, Direction direction) {
    return Header.builder(service, operation, "1.0", direction)
        .sender(uscc)
        .receiver(GATEWAY)
        .environment(Environment.Exercise)
        .sentTime(OffsetDateTime.now().withOffsetSameInstant(CHINA).truncatedTo(ChronoUnit.MILLIS));
  }

  HeaderBuilder alert(String alertId, String agreement) {
    return header("ew.alert", "publish", Direction.EVENT)
        .businessKey(alertId)
        .purpose("P04", "LB-PUBLIC")
        .agreementId(agreement);
  }

  /** Bytes for {@code kanhe.in.<id>}. */
  byte[] forQueue(HeaderBuilder header, byte[] payload) {
    return cms.sign(
        EnvelopeCodec.write(header.payloadDigest(Digest.sha256(payload)).build(), payload));
  }

  /**
   * @param payload in exclusive canonical form
   */
  byte[] forSoap(SoapVersion version, HeaderBuilder header, String payload) {
    Header complete = header.payloadDigest(digest(payload)).build();
    return forSoap(version, complete, HeaderCodec.write(complete), payload);
  }

  /** A signed envelope with a header that says what it likes. */
  byte[] forSoap(SoapVersion version, Header header, String headerXml, String payload) {
    String action = "urn:kanhe:" + header.serviceId() + ":" + header.operation();
    return soap.sign(version, headerXml, payload, action, Instant.now());
  }

  byte[] forSoap(String headerXml, String payload, Instant created) {
    return soap.sign(SoapVersion.V1_2, headerXml, payload, null, created);
  }

  byte[] acknowledgement(Header delivered, byte[] deliveredBytes) {
    HeaderBuilder header =
        header("kanhe.acknowledgement", "acknowledge", Direction.ACK)
            .businessKey(delivered.businessKey())
            .environment(delivered.environment())
            .correlationId(delivered.messageId());
    return forQueue(header, AcknowledgementCodec.write(Digest.sha256(deliveredBytes)));
  }

  static Digest digest(String payload) {
    return Digest.sha256(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** A connection that fails with its gateway. */
  Line connect(int corePort) throws JMSException {
    Path tls = certs.resolve(id).resolve("tls.p12");
    String url =
        "tcp://localhost:"
            + corePort
            + "?sslEnabled=true&keyStorePath="
            + tls
            + "&keyStorePassword="
            + password
            + "&trustStorePath="
            + trustStoreFile()
            + "&trustStorePassword="
            + password
            + "&reconnectAttempts=0&initialConnectAttempts=1&callTimeout=10000";
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
    try {
      return new Line(factory, factory.createConnection());
    } catch (JMSException e) {
      factory.close();
      throw e;
    }
  }

  private synchronized Path trustStoreFile() {
    Path file = certs.resolve(id).resolve("fault-trust.p12");
    if (!Files.exists(file)) {
      try (var out = Files.newOutputStream(file)) {
        trustStore().store(out, password.toCharArray());
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("trust store of " + id, e);
      }
    }
    return file;
  }

  SSLContext tls() {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(certs.resolve(id).resolve("tls.p12"))) {
        keys.load(in, password.toCharArray());
      }
      KeyManagerFactory keyManagers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, password.toCharArray());
      TrustManagerFactory trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS keys of " + id, e);
    }
  }

  private KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int n = 0;
    for (X509Certificate anchor : Trust.readAnchors(certs.resolve("trust"))) {
      store.setCertificateEntry("anchor-" + n++, anchor);
    }
    return store;
  }

  /** A connection with the factory that belongs to it. */
  record Line(ActiveMQConnectionFactory factory, Connection connection) implements AutoCloseable {

    @Override
    public void close() throws JMSException {
      try (factory) {
        connection.close();
      }
    }
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "FaultPartner[" + id + "]";
  }
}
