package io.kanhe.trust.internal;

import io.kanhe.message.Digest;
import io.kanhe.trust.RevocationAnswer;
import io.kanhe.trust.RevocationPolicy;
import io.kanhe.trust.RevocationPolicy.Source;
import io.kanhe.trust.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks authorities about one certificate, each where its policy says. Thread-safe. */
final class RevocationSources {

  private static final int NONCE_BYTES = 32;
  private static final int MAXIMUM_OCSP_BYTES = 64 * 1024;
  private static final int CACHED_LISTS = 1_000;

  private final RevocationPolicy policy;
  private final Map<Digest, Source> configured = new HashMap<>();
  private final BoundedFetch answers;
  private final BoundedFetch lists;
  private final BoundedCache<String, FetchedList> cached = new BoundedCache<>(CACHED_LISTS);
  private final AtomicInteger generation = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();

  RevocationSources(RevocationPolicy policy) {
    this.policy = policy;
    policy.sources().forEach(source -> configured.put(Signer.thumbprint(source.issuer()), source));
    this.answers = new BoundedFetch(policy.timeout(), MAXIMUM_OCSP_BYTES, policy.privateHosts());
    this.lists =
        new BoundedFetch(policy.timeout(), policy.maximumListBytes(), policy.privateHosts());
  }

  /**
   * @param path certificate asked about first, then its issuer, up to the anchor
   * @throws NoAnswer with the reason
   */
  Verdict ask(List<X509Certificate> path, Instant at) throws NoAnswer {
    return switch (policy.mode()) {
      case OFF -> throw new NoAnswer("revocation is not asked");
      case CRL -> byList(path, at);
      case OCSP -> byOcsp(path, at);
      case OCSP_THEN_CRL -> byOcspThenList(path, at);
    };
  }

  private Verdict byOcspThenList(List<X509Certificate> path, Instant at) throws NoAnswer {
    NoAnswer first;
    try {
      return byOcsp(path, at);
    } catch (NoAnswer e) {
      first = e;
    }
    try {
      return byList(path, at);
    } catch (NoAnswer e) {
      String reason = first.getMessage() + "; " + e.getMessage();
      throw first.isDefinite() ? NoAnswer.unknown(reason) : new NoAnswer(reason);
    }
  }

  private Verdict byOcsp(List<X509Certificate> path, Instant at) throws NoAnswer {
    X509Certificate certificate = path.get(0);
    X509Certificate issuer = path.get(1);
    Source source = configured.get(Signer.thumbprint(issuer));
    URI address = source == null ? null : source.ocsp();
    if (address == null && source == null && policy.followCertificates()) {
      address = StatusAddresses.ocsp(certificate);
    }
    if (address == null) {
      throw new NoAnswer("no OCSP address is known for the issuer");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] response = answers.post(address, BcOcsp.request(certificate, issuer, nonce));
    return BcOcsp.status(response, certificate, issuer, nonce, at, policy.ocspMaximumAge());
  }

  private Verdict byList(List<X509Certificate> path, Instant at) throws NoAnswer {
    Source source = configured.get(Signer.thumbprint(path.get(1)));
    URI address = source == null ? null : source.list();
    Path file = source == null ? null : source.listFile();
    if (source == null && policy.followCertificates()) {
      address = StatusAddresses.list(path.get(0));
    }
    return RevocationLists.status(path, list(address, file, at), at);
  }

  /** One list serves all certificates of its issuer, for as long as a refresh lasts. */
  private RevocationAnswer list(@Nullable URI address, @Nullable Path file, Instant at)
      throws NoAnswer {
    if (address == null && file == null) {
      throw new NoAnswer("no revocation list is known for the issuer");
    }
    String key = file != null ? file.toString() : String.valueOf(address);
    int now = generation.get();
    FetchedList known = cached.find(key);
    if (known != null && known.generation() == now && known.isFresh(at, policy)) {
      return known.list();
    }
    byte[] der = file != null ? read(file) : lists.get(address);
    RevocationAnswer list = RevocationLists.usable(der, at);
    // Attack: an old list that is still in its time, played back after a newer one was seen.
    if (known != null && list.thisUpdate().isBefore(known.list().thisUpdate())) {
      throw new NoAnswer("the revocation list is older than one that was seen before");
    }
    cached.put(key, new FetchedList(list, at, now));
    return list;
  }

  /** The next question gets its list anew; what was seen still guards against older ones. */
  void forgetLists() {
    generation.incrementAndGet();
  }

  private byte[] read(Path file) throws NoAnswer {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(policy.maximumListBytes() + 1);
      if (bytes.length > policy.maximumListBytes()) {
        throw new NoAnswer("the file with the revocation list is larger than is allowed");
      }
      return bytes;
    } catch (IOException e) {
      throw new NoAnswer("the file with the revocation list cannot be read");
    }
  }

  private record FetchedList(RevocationAnswer list, Instant fetched, int generation) {

    boolean isFresh(Instant at, RevocationPolicy policy) {
      Instant until = list.nextUpdate();
      return at.isBefore(fetched.plus(policy.refresh())) && (until == null || at.isBefore(until));
    }
  }
}
