package io.kanhe.intake.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
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

  /** What is connected to the doors now. */
  Collection<EndPoint> connections() {
    Server running = server;
    List<EndPoint> connected = new ArrayList<>();
    if (running != null) {
      for (Connector connector : running.getConnectors()) {
        // The console's connector has no name.
        if (connector.getName() != null) {
          connected.addAll(connector.getConnectedEndPoints());
        }
      }
    }
    return connected;
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
