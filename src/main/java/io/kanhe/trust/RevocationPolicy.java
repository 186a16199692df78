package io.kanhe.trust;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway asks about revocation: {@code kanhe.trust.revocation}.
 *
 * @param grace how long decisions may go on without an answer; zero refuses at once
 * @param ocspMaximumAge how old an OCSP answer may be, whatever it says of itself
 * @param refresh after which time an answer that is in use is asked for again in the background
 * @param timeout of one question
 * @param followCertificates take addresses from the certificates, where no source is configured
 * @param privateHosts names that may resolve to private addresses
 */
public record RevocationPolicy(
    Mode mode,
    Duration grace,
    Duration ocspMaximumAge,
    Duration refresh,
    Duration timeout,
    int maximumListBytes,
    boolean followCertificates,
    Set<String> privateHosts,
    List<Source> sources) {

  public RevocationPolicy {
    privateHosts = Set.copyOf(privateHosts);
    sources = List.copyOf(sources);
  }

  /** Whom to ask. */
  public enum Mode {
    OFF,
    CRL,
    OCSP,
    OCSP_THEN_CRL
  }

  /**
   * Where one authority says what it revoked.
   *
   * @param listFile a list that somebody puts there, instead of an address
   */
  public record Source(
      X509Certificate issuer, @Nullable URI ocsp, @Nullable URI list, @Nullable Path listFile) {}
}
