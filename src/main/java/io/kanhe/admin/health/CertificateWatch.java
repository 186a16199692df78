package io.kanhe.admin.health;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Ledger;
import io.kanhe.message.Digest;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.trust.Signer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Warns before the last certificate that a participant, or the gateway itself, has for a use ends:
 * by a log line and a ledger entry, once per threshold and for ever, and by a gauge at any time.
 */
final class CertificateWatch implements MeterBinder, InitializingBean, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final String FIND =
      "SELECT 1 FROM certificate_warning WHERE certificate = ? AND days = ?";
  private static final String INSERT =
      "INSERT INTO certificate_warning (certificate, days, warned_at) VALUES (?, ?, ?)";

  private final List<Watched> watched = new ArrayList<>();
  private final List<Integer> thresholds;
  private final Ledger ledger;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "certificate-watch");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param thresholds days before the end
   */
  CertificateWatch(
      ParticipantRegistry registry, List<Integer> thresholds, Ledger ledger, Clock clock) {
    this.thresholds = thresholds.stream().sorted().toList();
    this.ledger = ledger;
    this.clock = clock;
    add(registry.gateway());
    registry.all().forEach(this::add);
  }

  @Override
  public void afterPropertiesSet() {
    thread.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Watched each : watched) {
      Gauge.builder("kanhe.certificate.days.left", each, one -> daysLeft(one.certificate()))
          .description("Days until the last certificate of a participant for a use ends")
          .tag("participant", each.owner())
          .tag("use", each.use())
          .register(registry);
    }
  }

  /** Package-private so that tests need not wait. */
  void look() {
    for (Watched each : watched) {
      long left = daysLeft(each.certificate());
      OptionalInt threshold =
          thresholds.stream().mapToInt(Integer::intValue).filter(days -> left < days).findFirst();
      if (threshold.isPresent()) {
        warn(each, threshold.getAsInt(), left);
      }
    }
  }

  private void warn(Watched each, int threshold, long left) {
    try {
      boolean fresh =
          ledger.append(new Warning(each, threshold, clock.instant())).get(30, TimeUnit.SECONDS);
      if (fresh) {
        log.warn(
            "the {} certificate of {} ends in {} days, at {}",
            each.use(),
            each.owner(),
            left,
            each.certificate().getNotAfter().toInstant());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn("the end of a certificate of {} is not recorded; tried again later", each.owner());
    }
  }

  private void add(Participant participant) {
    add(participant, "signing", participant.signingCertificates());
    add(participant, "tls", participant.tlsCertificates());
  }

  private void add(Participant participant, String use, List<X509Certificate> certificates) {
    certificates.stream()
        .max(Comparator.comparing(X509Certificate::getNotAfter))
        .ifPresent(last -> watched.add(new Watched(participant.id().value(), use, last)));
  }

  private long daysLeft(X509Certificate certificate) {
    return Duration.between(clock.instant(), certificate.getNotAfter().toInstant()).toDays();
  }

  private record Watched(String owner, String use, X509Certificate certificate) {

    Digest thumbprint() {
      return Signer.thumbprint(certificate);
    }
  }

  /** True if it was not recorded before. */
  private record Warning(Watched about, int days, Instant now) implements Change<Boolean> {

    @Override
    public Object key() {
      return about.thumbprint();
    }

    @Override
    public Plan<Boolean> plan(Connection transaction) throws SQLException {
      String thumbprint = about.thumbprint().toString();
      try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
        statement.setString(1, thumbprint);
        statement.setInt(2, days);
        try (ResultSet rows = statement.executeQuery()) {
          if (rows.next()) {
            return new Settled<>(false);
          }
        }
      }
      Map<String, String> facts =
          Map.of(
              "act", "certificate ends soon",
              "participant", about.owner(),
              "use", about.use(),
              "certificate", thumbprint,
              "days", Integer.toString(days),
              "ends", about.certificate().getNotAfter().toInstant().toString());
      return new Append<>(
          Entry.of(EntryType.ADMINISTERED, now, facts),
          (recorded, batch) -> {
            batch.add(INSERT, thumbprint, days, now);
            return true;
          });
    }
  }
}
