package io.kanhe.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Every {@code kanhe.*} key. An unknown key fails the start; {@code config/application.yaml} lists
 * and explains all. Relative paths are taken from {@link #home()}.
 */
@ConfigurationProperties(prefix = "kanhe", ignoreUnknownFields = false)
public record KanheProperties(
    @DefaultValue(".") Path home,
    @DefaultValue("data") Path data,
    @DefaultValue("config") Path config,
    @DefaultValue("routes") Path routes,
    @DefaultValue("certs") Path certs,
    @DefaultValue Sandbox sandbox,
    @DefaultValue DatabaseSettings database,
    @DefaultValue Https https,
    @DefaultValue Console console,
    @DefaultValue Broker broker,
    @DefaultValue Keys keys,
    @DefaultValue TrustSettings trust,
    @DefaultValue Crypto crypto,
    @DefaultValue IntakeSettings intake,
    @DefaultValue LedgerSettings ledger,
    @DefaultValue TimestampSettings timestamp,
    @DefaultValue RoutingSettings routing,
    @DefaultValue DeliverySettings delivery,
    @DefaultValue BodySettings bodies,
    @DefaultValue RetentionSettings retention) {

  /** Resolves a configured path against {@link #home()}. */
  public Path resolve(Path path) {
    return home.resolve(path).normalize();
  }

  /** Folder that holds database, broker journal and feed files. */
  public Path dataFolder() {
    return resolve(data);
  }

  public record Sandbox(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("standard") String crypto,
      @DefaultValue("localhost") String partnerHost,
      @DefaultValue("9443") int partnerPort,
      @DefaultValue("8888") int statusPort,
      @DefaultValue("24h") Duration day) {}

  /** An empty URL means the embedded SQLite file {@code <data>/kanhe.db}. */
  public record DatabaseSettings(
      @DefaultValue("") String url,
      @DefaultValue("") String username,
      @DefaultValue("") String password,
      @DefaultValue("8") int readers) {}

  /**
   * A port of -1 closes the door for usual TLS: partners come to {@link CryptoTls#port()} alone.
   */
  public record Https(
      @DefaultValue("127.0.0.1") String address,
      @DefaultValue("8443") int port,
      @DefaultValue("4MB") DataSize maxRequest,
      @DefaultValue("20GB") DataSize maxFeed,
      @DefaultValue("1KB") DataSize minimumDataPerSecond,
      @DefaultValue("64") int connectionsPerPeer) {

    public boolean isOpen() {
      return port != -1;
    }
  }

  public record Console(
      @DefaultValue("127.0.0.1") String address, @DefaultValue("8080") int port) {}

  /** A port of 0 closes that acceptor. */
  public record Broker(
      @DefaultValue("127.0.0.1") String address,
      @DefaultValue("61617") int corePort,
      @DefaultValue("5671") int amqpPort,
      @DefaultValue("8883") int mqttPort,
      @DefaultValue("61614") int stompPort,
      @DefaultValue("4MB") DataSize maxMessage) {

    /** True if a door for usual TLS is open. */
    public boolean isOpen() {
      return corePort != 0 || amqpPort != 0 || mqttPort != 0 || stompPort != 0;
    }
  }

  /** PKCS#12 files of the gateway and the key of the ledger, Ed25519 or SM2. */
  public record Keys(
      @DefaultValue("certs/kanhe/signing.p12") Path signing,
      @DefaultValue("certs/kanhe/tls.p12") Path tls,
      @DefaultValue("certs/kanhe/log.key") Path log,
      @DefaultValue("certs/kanhe/subjects.key") Path subjects,
      @DefaultValue("certs/trust") Path anchors,
      @DefaultValue("certs/keystore.password") Path passwordFile,
      @DefaultValue Token token) {}

  /**
   * A PKCS#11 token that holds the gateway's signing key instead of {@link Keys#signing()}, and its
   * TLS key instead of {@link Keys#tls()} where {@code tls} names one.
   *
   * @param library shared object; empty for none
   * @param signing label of key and certificate
   * @param tls label of key and certificate; empty for the key store file
   */
  public record Token(
      @DefaultValue("") String library,
      @DefaultValue("0") long slot,
      @DefaultValue("certs/token.pin") Path pinFile,
      @DefaultValue("signing") String signing,
      @DefaultValue("") String tls) {

    public boolean holdsTls() {
      return !library.isEmpty() && !tls.isEmpty();
    }
  }

  /** How certificates are judged. */
  public record TrustSettings(
      @DefaultValue RevocationSettings revocation,
      @DefaultValue({"60", "30", "10"}) List<Integer> warningDays) {}

  /**
   * Whom to ask whether a certificate is revoked, and what to do without an answer.
   *
   * @param grace with {@code onFailure: grace}, counted from the first failure after the last good
   *     answer
   * @param privateHosts names of sources that may resolve to private addresses
   */
  public record RevocationSettings(
      @DefaultValue("off") RevocationMode mode,
      @DefaultValue("refuse") OnFailure onFailure,
      @DefaultValue("4h") Duration grace,
      @DefaultValue("15m") Duration ocspMaximumAge,
      @DefaultValue("5m") Duration refresh,
      @DefaultValue("3s") Duration timeout,
      @DefaultValue("16MB") DataSize maximumList,
      @DefaultValue("false") boolean followCertificates,
      @DefaultValue List<String> privateHosts,
      @DefaultValue List<RevocationSource> sources) {

    public enum RevocationMode {
      OFF,
      CRL,
      OCSP,
      OCSP_THEN_CRL
    }

    public enum OnFailure {
      REFUSE,
      GRACE
    }
  }

  /**
   * @param issuer PEM file of the authority
   * @param ocsp {@code http://} address; empty for none
   * @param crl {@code http://} address or a file; empty for none
   */
  public record RevocationSource(
      Path issuer, @DefaultValue("") String ocsp, @DefaultValue("") String crl) {}

  /**
   * What may sign and encrypt, gateway-wide; a participant's {@code algorithms} narrow it further.
   * Empty lists: all that Kanhe knows.
   *
   * @param nonRepudiation whether a signer's certificate has to have that key usage
   */
  public record Crypto(
      @DefaultValue List<String> signatures,
      @DefaultValue List<String> digests,
      @DefaultValue("2048") int minimumRsaBits,
      @DefaultValue("256") int minimumEcBits,
      @DefaultValue("false") boolean nonRepudiation,
      @DefaultValue List<String> contentCiphers,
      @DefaultValue List<String> keyTransports,
      @DefaultValue CryptoXml xml,
      @DefaultValue CryptoTls tls) {}

  /**
   * Second doors, for partners with SM2 certificates (RFC 8998).
   *
   * @param port of SOAP and feeds; 0 for none
   * @param mqPort of core, AMQP, MQTT and STOMP; 0 for none
   * @param key PKCS#12 file with an SM2 certificate, also for pushes to such partners
   */
  public record CryptoTls(
      @DefaultValue("0") int port,
      @DefaultValue("0") int mqPort,
      @DefaultValue("certs/kanhe/tls-sm2.p12") Path key) {}

  /**
   * How XML signatures name SM2 with SM3, empty lists accept the usual names; and what else of them
   * is taken.
   */
  public record CryptoXml(
      @DefaultValue("http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3") String signature,
      @DefaultValue("http://www.chinaport.gov.cn/2022/04/xmldsig#sm3") String digest,
      @DefaultValue List<String> acceptedSignatures,
      @DefaultValue List<String> acceptedDigests,
      @DefaultValue("false") boolean plainSignatures,
      @DefaultValue("true") boolean prefixLists) {}

  public record IntakeSettings(
      @DefaultValue("300s") Duration clockSkew,
      @DefaultValue("64") int xmlDepth,
      @DefaultValue("64") int xmlAttributes,
      @DefaultValue("200000") int xmlElements,
      @DefaultValue("2") int mqConsumersPerParticipant) {}

  public record LedgerSettings(
      @DefaultValue("kanhe.local/log") String origin,
      @DefaultValue("256") int maxBatch,
      @DefaultValue("10000") int queueLength,
      @DefaultValue("10s") Duration mirror,
      @DefaultValue AuditSettings audit) {}

  /** An interval of zero switches the check of a sample off, an empty time that of everything. */
  public record AuditSettings(
      @DefaultValue("1h") Duration every,
      @DefaultValue("2000") int sample,
      @DefaultValue("02:30") String fullAt,
      @DefaultValue("true") boolean atStart) {}

  /** RFC 3161 time stamps over the ledger's checkpoints. */
  public record TimestampSettings(
      @DefaultValue("true") boolean enabled,
      @DefaultValue List<URI> authorities,
      @DefaultValue("60s") Duration interval,
      @DefaultValue("4h") Duration grace,
      @DefaultValue("2s") Duration tolerance,
      @DefaultValue("10s") Duration timeout) {}

  public record RoutingSettings(@DefaultValue("2") int workers) {}

  public record DeliverySettings(
      @DefaultValue("4") int workers,
      @DefaultValue("32") int askersPerService,
      @DefaultValue("1s") Duration firstRetry,
      @DefaultValue("5m") Duration maxRetry,
      @DefaultValue("72h") Duration deadline,
      @DefaultValue("10m") Duration acknowledgementTimeout,
      @DefaultValue("10s") Duration pushTimeout) {}

  /** How stored message bodies are encrypted. */
  public record BodySettings(
      @DefaultValue("AES-256-GCM") String cipher,
      @DefaultValue("certs/kanhe/master.key") Path masterKey) {}

  /** When stored message bodies are erased, where the service does not say it itself. */
  public record RetentionSettings(
      @DefaultValue("5m") Duration interval,
      @DefaultValue("15m") Duration settling,
      @DefaultValue("7d") Duration atMost,
      @DefaultValue("30d") Duration deadLetters,
      @DefaultValue("90d") Duration exercise) {}

  /** Shows no credential. */
  @Override
  public String toString() {
    return "KanheProperties[home="
        + home
        + ", database="
        + (database.url().isEmpty() ? "embedded" : "external")
        + "]";
  }
}
