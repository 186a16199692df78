package io.kanhe.intake.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which property to change when a port is taken. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  private final Environment environment;

  PortInUseAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
    String property = "kanhe.https.port or kanhe.console.port";
    for (Map.Entry<String, String> entry : defaults().entrySet()) {
      if (environment
          .getProperty(entry.getKey(), entry.getValue())
          .equals(Integer.toString(cause.getPort()))) {
        property = entry.getKey();
      }
    }
    return new FailureAnalysis(
        "Port " + cause.getPort() + " (" + property + ") is already in use.",
        "Stop what listens there, or choose another port: "
            + property
            + " in config/application.yaml, or --"
            + property
            + "=<port> on the command line.",
        cause);
  }

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("kanhe.https.port", "8443");
    defaults.put("kanhe.console.port", "8080");
    defaults.put("kanhe.crypto.tls.port", "0");
    return defaults;
  }
}
