package io.kanhe.sandbox;

import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.RevocationPoint;
import io.kanhe.trust.Trust;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Addresses of the sandbox's authorities, as they stand in its certificates. */
final class SandboxPoint {

  /** Where the authorities answer unless {@code kanhe.sandbox.status-port} says otherwise. */
  static final int DEFAULT_PORT = 8888;

  /** The root's key is thrown away: its one list has to last as long as the root. */
  private static final Duration ROOT_LIST_LIFE = Duration.ofDays(3650);

  private SandboxPoint() {}

  /** An authority that answers: {@code /NAME/ocsp} and {@code /NAME.crl}. */
  static RevocationPoint online(int port, String name) {
    return new RevocationPoint(address(port, name + "/ocsp"), address(port, name + ".crl"));
  }

  /** An authority that has left a list: {@code /NAME.crl}. */
  static RevocationPoint offline(int port, String name) {
    return new RevocationPoint(null, address(port, name + ".crl"));
  }

  /** The list that an authority leaves behind: nothing is revoked. */
  static byte[] lastList(CertificateAuthority authority, Clock clock) {
    return Trust.statusAuthority(authority.identity(), ROOT_LIST_LIFE, clock).list();
  }

  private static URI address(int port, String path) {
    return URI.create("http://localhost:" + port + "/" + path);
  }
}
