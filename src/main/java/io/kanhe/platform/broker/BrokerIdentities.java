package io.kanhe.platform.broker;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * Who may connect to the broker. Asked at every permission check, so it must be quick. Thread-safe.
 */
public interface BrokerIdentities {

  /** Ids of all participants that own addresses. */
  Set<String> ids();

  /** The participant that connects with this TLS certificate, if it may connect now. */
  Optional<String> ownerOf(X509Certificate certificate);
}
