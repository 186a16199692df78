package io.kanhe.trust;

import io.kanhe.message.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What has to survive a restart: since when an authority gives no answer, and which certificates it
 * has revoked. Without the first, every restart would begin a new grace; without the second, an
 * outage would bring revoked certificates back. Thread-safe.
 */
public interface RevocationMemory {

  /**
   * Begin of the present outage of an authority, which becomes {@code now} if there was none.
   *
   * @param issuer thumbprint of its certificate
   */
  Instant outage(Digest issuer, Instant now);

  /** The authority answered again. */
  void answered(Digest issuer);

  void revoked(Digest certificate, String reason, Instant now);

  /** Why a certificate is known to be revoked. */
  Optional<String> revocation(Digest certificate);

  /** A hold on a certificate was taken back. */
  void restored(Digest certificate);
}
