package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_REVOKED;
import static io.kanhe.platform.ErrorCode.REVOCATION_UNKNOWN;

import io.kanhe.message.Digest;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.Revocation;
import io.kanhe.trust.RevocationAnswer;
import io.kanhe.trust.RevocationMemory;
import io.kanhe.trust.RevocationPolicy;
import io.kanhe.trust.Signer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers from memory, asks in the background before an answer goes stale, and holds messages up
 * only when a certificate is met for the first time.
 *
 * <p>Without an answer it refuses, or bridges a bounded time whose beginning outlives a restart. A
 * certificate once found revoked stays so until its authority says otherwise. Thread-safe.
 */
public final class OnlineRevocation implements Revocation, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OnlineRevocation.class);
  private static final int CACHED_CERTIFICATES = 10_000;
  private static final int THREADS = 4;
  private static final Duration UNUSED = Duration.ofHours(24);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RevocationPolicy policy;
  private final RevocationMemory memory;
  private final RevocationSources sources;
  private final Clock clock;
  private final BoundedCache<Digest, Held> held = new BoundedCache<>(CACHED_CERTIFICATES);
  private final Map<Digest, CompletableFuture<Held>> asking = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads;

  public OnlineRevocation(RevocationPolicy policy, RevocationMemory memory, Clock clock) {
    this.policy = policy;
    this.memory = memory;
    this.clock = clock;
    this.sources = new RevocationSources(policy);
    this.threads =
        Executors.newScheduledThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "revocation");
              thread.setDaemon(true);
              return thread;
            });
    long tick = Math.max(100, Math.min(policy.refresh().toMillis() / 4, LONGEST_TICK.toMillis()));
    threads.scheduleWithFixedDelay(this::refresh, tick, tick, TimeUnit.MILLISECONDS);
  }

  @Override
  public Found check(List<X509Certificate> path, Instant at) {
    List<RevocationAnswer> answers = new ArrayList<>();
    Instant grace = null;
    for (int i = 0; i < path.size() - 1; i++) {
      List<X509Certificate> rest = path.subList(i, path.size());
      Held found = find(rest, at);
      Verdict verdict = found.usable(at, policy);
      if (verdict == null) {
        Instant since = graceOf(rest, found, at);
        grace = grace == null || since.isBefore(grace) ? since : grace;
      } else if (verdict.revoked()) {
        throw revoked(i, verdict.reason());
      } else {
        answers.add(verdict.answer());
      }
    }
    return new Found(answers.stream().distinct().toList(), grace);
  }

  @Override
  public Found checkAnew(List<X509Certificate> path, Instant at) {
    for (int i = 0; i < path.size() - 1; i++) {
      List<X509Certificate> rest = path.subList(i, path.size());
      ask(Signer.thumbprint(path.get(i)), rest, at);
    }
    return check(path, at);
  }

  @Override
  public int askAgain() {
    sources.forgetLists();
    List<Held> all = held.values();
    List<Callable<Object>> questions = new ArrayList<>();
    all.forEach(each -> questions.add(Executors.callable(() -> anew(each))));
    try {
      threads.invokeAll(questions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return all.size();
  }

  /** What is under way may have been answered before the revocation: it does not count. */
  private void anew(Held each) {
    CompletableFuture<Held> before = asking.get(Signer.thumbprint(each.path().get(0)));
    if (before != null) {
      await(before, each.path(), clock.instant());
    }
    again(each);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Held find(List<X509Certificate> path, Instant at) {
    Digest key = Signer.thumbprint(path.get(0));
    Held known = held.find(key);
    if (known != null && (known.usable(at, policy) != null || known.failedWithin(pause(), at))) {
      if (known.used().plusSeconds(1).isBefore(at)) {
        held.put(key, known.usedAt(at));
      }
      return known;
    }
    return ask(key, path, at);
  }

  /** Many messages of one sender wait for one question. */
  private Held ask(Digest key, List<X509Certificate> path, Instant at) {
    CompletableFuture<Held> mine = new CompletableFuture<>();
    CompletableFuture<Held> first = asking.putIfAbsent(key, mine);
    if (first != null) {
      return await(first, path, at);
    }
    try {
      Held answer = question(key, path, at);
      mine.complete(answer);
      return answer;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      asking.remove(key);
    }
  }

  private Held await(CompletableFuture<Held> first, List<X509Certificate> path, Instant at) {
    try {
      return first.get(policy.timeout().toMillis() * 3, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Held.without(path, "no answer came in time", at);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Held.without(path, "the gateway is stopping", at);
    }
  }

  private Held question(Digest key, List<X509Certificate> path, Instant at) {
    Held known = held.find(key);
    Held answer;
    try {
      Verdict verdict = sources.ask(path, at);
      remember(key, path, verdict, known, at);
      answer = new Held(path, verdict, null, false, at, at);
    } catch (NoAnswer e) {
      Instant since = outage(key, path, at);
      if (known == null || known.failure() == null) {
        log.warn(
            "no answer about the revocation of certificate {} since {}: {}",
            shown(key),
            since,
            e.getMessage());
      }
      Verdict last = known == null || e.isDefinite() ? null : known.verdict();
      answer = new Held(path, last, e.getMessage(), e.isDefinite(), at, at);
    }
    held.put(key, known == null ? answer : answer.usedAt(known.used()));
    return answer;
  }

  private void remember(
      Digest key, List<X509Certificate> path, Verdict verdict, @Nullable Held known, Instant at) {
    memory.answered(key);
    memory.answered(Signer.thumbprint(path.get(1)));
    boolean before = known != null && known.verdict() != null && known.verdict().revoked();
    if (verdict.revoked() && !before) {
      memory.revoked(key, verdict.reason(), at);
      log.warn("certificate {} is revoked: {}", shown(key), verdict.reason());
    } else if (!verdict.revoked()
        && (before || known == null)
        && memory.revocation(key).isPresent()) {
      memory.restored(key);
      log.warn("certificate {} is no longer revoked, says its authority", shown(key));
    }
  }

  /**
   * The clock runs for the authority and for the certificate: a new certificate does not begin a
   * grace of its own in an outage, and answers about others do not prolong that of one.
   */
  private Instant outage(Digest key, List<X509Certificate> path, Instant at) {
    Instant ofIssuer = memory.outage(Signer.thumbprint(path.get(1)), at);
    Instant ofCertificate = memory.outage(key, at);
    return ofIssuer.isBefore(ofCertificate) ? ofIssuer : ofCertificate;
  }

  private Instant graceOf(List<X509Certificate> path, Held found, Instant at) {
    Digest key = Signer.thumbprint(path.get(0));
    Optional<String> revocation = memory.revocation(key);
    if (revocation.isPresent()) {
      throw revoked(0, revocation.get());
    }
    Instant since = outage(key, path, at);
    if (found.definite() || !at.isBefore(since.plus(policy.grace()))) {
      throw new KanheException(
          REVOCATION_UNKNOWN,
          "whether a certificate is revoked is not known: "
              + found.failure()
              + (found.definite() || policy.grace().isZero()
                  ? ""
                  : "; the grace since " + since + " is over"));
    }
    return since;
  }

  private void refresh() {
    Instant now = clock.instant();
    for (Held each : held.values()) {
      boolean due = !each.asked().plus(policy.refresh()).isAfter(now);
      if (due && each.used().plus(UNUSED).isAfter(now)) {
        threads.execute(() -> again(each));
      }
    }
  }

  private void again(Held each) {
    Digest key = Signer.thumbprint(each.path().get(0));
    try {
      ask(key, each.path(), clock.instant());
    } catch (RuntimeException e) {
      // The store may be away for the moment: the next turn asks again.
      log.warn(
          "the revocation of certificate {} was not asked again: {}", shown(key), FaultTrace.of(e));
    }
  }

  private Duration pause() {
    return policy.refresh().compareTo(LONGEST_PAUSE) < 0 ? policy.refresh() : LONGEST_PAUSE;
  }

  private static KanheException revoked(int place, String reason) {
    String which = place == 0 ? "the certificate is" : "a certificate of its authority is";
    return new KanheException(CERTIFICATE_REVOKED, which + " revoked (" + reason + ")");
  }

  private static String shown(Digest key) {
    return key.hex().substring(0, 16);
  }

  /**
   * @param verdict the last answer, also after a later question failed
   * @param failure why the last question brought nothing, else {@code null}
   * @param definite the authority itself does not know the certificate
   */
  private record Held(
      List<X509Certificate> path,
      @Nullable Verdict verdict,
      @Nullable String failure,
      boolean definite,
      Instant asked,
      Instant used) {

    static Held without(List<X509Certificate> path, String failure, Instant at) {
      return new Held(path, null, failure, false, at, at);
    }

    @Nullable Verdict usable(Instant at, RevocationPolicy policy) {
      if (verdict == null || verdict.revoked()) {
        return verdict;
      }
      RevocationAnswer answer = verdict.answer();
      Instant next = answer.nextUpdate();
      boolean old =
          answer.form() == RevocationAnswer.Form.OCSP
              && at.isAfter(answer.thisUpdate().plus(policy.ocspMaximumAge()));
      return old || next != null && at.isAfter(next) ? null : verdict;
    }

    boolean failedWithin(Duration pause, Instant at) {
      return failure != null && at.isBefore(asked.plus(pause));
    }

    Held usedAt(Instant time) {
      return new Held(path, verdict, failure, definite, asked, time);
    }
  }
}
