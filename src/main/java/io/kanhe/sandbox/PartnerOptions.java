package io.kanhe.sandbox;

import io.kanhe.message.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code ./kanhe partner} is told. Every option may stand in a file of properties, without the
 * two hyphens.
 */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PartnerOptions {

  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
  PartnerKind kind;

  @Option(names = "--id", paramLabel = "ID", description = "participant; default by kind")
  private @Nullable String id;

  @Option(
      names = "--code",
      paramLabel = "USCC",
      description = "its unified social credit code, where --config does not have it")
  @Nullable String code;

  @Option(
      names = "--gateway",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description = "default ${DEFAULT-VALUE}")
  private String host;

  @Option(
      names = "--https-port",
      defaultValue = "8443",
      description = "SOAP, feed, log; ${DEFAULT-VALUE}")
  private int httpsPort;

  @Option(names = "--mq-port", defaultValue = "61617", description = "core/JMS; ${DEFAULT-VALUE}")
  private int mqPort;

  @Option(
      names = "--gateway-code",
      paramLabel = "USCC",
      description = "code of the gateway, where --config does not have it")
  @Nullable String gatewayCode;

  @Option(
      names = "--listen",
      paramLabel = "[HOST:]PORT",
      description = {
        "take deliveries by SOAP there, at the path /kanhe/inbox;",
        "default localhost:9443 for who receives by SOAP in --config"
      })
  @Nullable String listen;

  @Option(
      names = "--certs",
      paramLabel = "DIR",
      defaultValue = "certs",
      description = "sandbox keys: <id>/, trust/, keystore.password; ${DEFAULT-VALUE}")
  private Path certs;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = "own keys: signing.p12 and tls.p12; default <certs>/<id>")
  private @Nullable Path keys;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "their password; default <certs>/keystore.password")
  private @Nullable Path passwordFile;

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = {
        "from the operator: root.pem, issuing-ca.pem, log.vkey,",
        "gateway/signing.pem; default <certs>/trust"
      })
  private @Nullable Path trust;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "config",
      description = "services, samples, participants, agreements; ${DEFAULT-VALUE}")
  Path config;

  @Option(
      names = "--memory",
      paramLabel = "DIR",
      description = "where the last checkpoint is kept; default data/partners/<id>")
  private @Nullable Path memory;

  @Option(
      names = "--send",
      paramLabel = "SERVICE[.OPERATION]",
      description = "send the sample of this service; may be repeated")
  List<String> send = new ArrayList<>();

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "send again after each such time: 30s, 5m",
      converter = TimeConverter.class)
  @Nullable Duration every;

  @Option(
      names = "--agreement",
      paramLabel = "ID",
      description = "in the headers; default by --config")
  @Nullable String agreement;

  @Option(names = "--purpose", paramLabel = "CODE", description = "CL-18; default by --config")
  @Nullable String purpose;

  @Option(names = "--basis", paramLabel = "CODE", description = "CL-19; default by --config")
  @Nullable String basis;

  @Option(
      names = "--environment",
      defaultValue = "Exercise",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
  Environment environment;

  @Option(
      names = "--once",
      description = "send, wait for receipts, answers and --deliveries, and end")
  boolean once;

  @Option(
      names = "--deliveries",
      paramLabel = "N",
      defaultValue = "0",
      description = "with --once: end after so many deliveries were taken; ${DEFAULT-VALUE}")
  int deliveries;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "with --once: at most so long; ${DEFAULT-VALUE}",
      converter = TimeConverter.class)
  Duration patience;

  @Option(names = "--list", description = "list what this partner may send, and end")
  boolean list;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "read options from there, as https-port=8443")
  @Nullable Path settings;

  String id() {
    return id == null ? kind.sandboxId() : id;
  }

  GatewayAddress gateway() {
    return new GatewayAddress(host, httpsPort, mqPort, 0);
  }

  Path keys() {
    return keys == null ? certs.resolve(id()) : keys;
  }

  Path passwordFile() {
    return passwordFile == null ? certs.resolve("keystore.password") : passwordFile;
  }

  Path trust() {
    return trust == null ? certs.resolve("trust") : trust;
  }

  Path memory() {
    return Optional.ofNullable(memory).orElse(Path.of("data", "partners", id()));
  }
}
