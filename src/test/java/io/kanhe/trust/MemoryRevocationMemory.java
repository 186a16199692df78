package io.kanhe.trust;

import io.kanhe.message.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lives as long as the test: a new gateway over the same one has restarted. */
public final class MemoryRevocationMemory implements RevocationMemory {

  private final Map<Digest, Instant> outages = new ConcurrentHashMap<>();
  private final Map<Digest, String> revoked = new ConcurrentHashMap<>();

  @Override
  public Instant outage(Digest issuer, Instant now) {
    return outages.computeIfAbsent(issuer, unused -> now);
  }

  @Override
  public void answered(Digest issuer) {
    outages.remove(issuer);
  }

  @Override
  public void revoked(Digest certificate, String reason, Instant now) {
    revoked.put(certificate, reason);
  }

  @Override
  public Optional<String> revocation(Digest certificate) {
    return Optional.ofNullable(revoked.get(certificate));
  }

  @Override
  public void restored(Digest certificate) {
    revoked.remove(certificate);
  }
}
