package io.kanhe.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.mock.env.MockEnvironment;

/** Settings with which the doors do not open, and what is said then. */
@Tag("it")
class DoorsStartIT {

  @Test
  void namesThePropertyOfATakenPort(@TempDir Path home) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> new RunningDoors(home, "--kanhe.https.port=" + port))
          .hasStackTraceContaining("Port " + port + " is already in use");
      FailureAnalysis analysis =
          new PortInUseAnalyzer(new MockEnvironment().withProperty("kanhe.https.port", port))
              .analyze(new PortInUseException(taken.getLocalPort()));
      assertThat(analysis.getDescription()).contains(port, "kanhe.https.port");
      assertThat(analysis.getAction()).contains("--kanhe.https.port=");
    }
  }

  @Test
  void refusesAConsoleThatIsNotOnLoopback(@TempDir Path home) {
    assertThatThrownBy(() -> new RunningDoors(home, "--kanhe.console.address=0.0.0.0"))
        .hasStackTraceContaining("kanhe.console.address");
  }
}
