package io.kanhe.service.regulation;

import io.kanhe.intake.OwnMessages;
import io.kanhe.message.MessageId;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the term within which the police decides about a lead. A lead that is past it and
 * undecided counts in {@code kanhe.lead.overdue}, and is said once, in a message of the gateway's
 * own with its entry, to police, reporter and regulator.
 */
final class LeadClock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeadClock.class);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Database database;
  private final OwnMessages own;
  private final ParticipantRegistry registry;
  private final Clock clock;
  private final AtomicInteger overdue = new AtomicInteger();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "kanhe-lead-clock"));

  LeadClock(
      Database database,
      OwnMessages own,
      ParticipantRegistry registry,
      Clock clock,
      MeterRegistry meters) {
    this.database = database;
    this.own = own;
    this.registry = registry;
    this.clock = clock;
    Gauge.builder("kanhe.lead.overdue", overdue, AtomicInteger::get)
        .description("Leads on fraud that nobody decided about in time")
        .register(meters);
  }

  void start() {
    long pause = PAUSE.toMillis();
    timer.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      check();
    } catch (RuntimeException e) {
      // The edge of the scheduler: an exception would end the clock for ever. The next tick tries
      // again.
      LOG.warn("the terms of leads could not be checked: {}", FaultTrace.of(e));
    }
  }

  /** Counts the leads past their term, and says those that were not said yet. */
  void check() {
    List<LeadRow> past = LeadRow.pastDue(database, clock.instant());
    overdue.set(past.size());
    past.stream().filter(row -> !row.overdue()).forEach(this::say);
  }

  private void say(LeadRow row) {
    LOG.warn("lead of entry {} is {} past its term", row.messageIndex(), row.progress().state());
    List<Participant> receivers =
        Stream.of(row.police(), row.key().reporter())
            .flatMap(each -> registry.byUscc(each).stream())
            .toList();
    try {
      own.say(
          new OwnMessages.Said(
              FraudLeads.SERVICE,
              "overdue",
              "1.0",
              row.key().leadNo(),
              "overdue|" + row.key().reporter() + "|" + row.key().leadNo(),
              row.environment(),
              "P08",
              "LB-LAW",
              (MessageId) null,
              receivers,
              payload(row)));
    } catch (KanheException e) {
      LOG.warn("lead of entry {}: {}", row.messageIndex(), e.getMessage());
    }
  }

  private static byte[] payload(LeadRow row) {
    Instant due = row.dueAt();
    String text =
        "<f:LeadOverdue xmlns:f=\""
            + LeadDocument.NAMESPACE
            + "\"><f:leadNo>"
            + row.key().leadNo()
            + "</f:leadNo><f:reporterOrg>"
            + row.key().reporter()
            + "</f:reporterOrg><f:dueTime>"
            + io.kanhe.message.xml.XmlDateTime.write(OffsetDateTime.ofInstant(due, CHINA))
            + "</f:dueTime><f:state>"
            + row.progress().state()
            + "</f:state></f:LeadOverdue>";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    timer.shutdownNow();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }
}
