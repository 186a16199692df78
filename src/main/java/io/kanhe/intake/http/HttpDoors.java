package io.kanhe.intake.http;

import java.util.Objects;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** The running connectors: on which ports the gateway really listens. */
public final class HttpDoors {

  private volatile @Nullable Server server;

  HttpDoors() {}

  void bind(Server value) {
    server = value;
  }

  /** Port of the SOAP and feed doors; -1 while they are closed. */
  public int doorsPort() {
    return port(DoorConnector.STANDARD);
  }

  /** Port of the doors for SM2 certificates; -1 where there are none. */
  public int nationalPort() {
    return port(DoorConnector.NATIONAL);
  }

  /** Port of the console; -1 while it is closed. */
  public int consolePort() {
    return port(null);
  }

  private int port(@Nullable String name) {
    for (var connector : Objects.requireNonNull(server, "no web server yet").getConnectors()) {
      if (Objects.equals(connector.getName(), name)
          && connector instanceof NetworkConnector network) {
        return network.getLocalPort();
      }
    }
    return -1;
  }
}
