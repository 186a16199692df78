package io.kanhe.intake;

import io.kanhe.platform.Door;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts what came in. Tags take only registered participants, services of the catalogue and codes
 * of the table, so that no sender can make new time series.
 */
final class IntakeMetrics {

  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  IntakeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void record(Door door, String participant, String service, Outcome outcome, long nanos) {
    String result = label(outcome);
    counters
        .computeIfAbsent(new Key(participant, service, result, door), this::counter)
        .increment();
    timers
        .computeIfAbsent(
            new Key("", "", outcome instanceof Outcome.Accepted ? "accepted" : "refused", door),
            this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  static String participant(Dossier dossier) {
    if (dossier.knownSender().isPresent()) {
      return dossier.sender().id().value();
    }
    return dossier.submission().peer() == null ? UNKNOWN : dossier.submission().peer().value();
  }

  static String service(Dossier dossier) {
    if (dossier.service().isPresent()) {
      return dossier.service().get().id();
    }
    return dossier.knownSender().isPresent() && dossier.isAcknowledgement()
        ? Dossier.ACKNOWLEDGEMENT
        : UNKNOWN;
  }

  static String label(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return accepted.repeated() ? "repeated" : "accepted";
    }
    return ((Outcome.Refused) outcome).code().name();
  }

  private Counter counter(Key key) {
    return Counter.builder("kanhe.messages.received")
        .description("Submissions by outcome: accepted, repeated or the name of the refusal's code")
        .tag("participant", key.participant)
        .tag("service", key.service)
        .tag("outcome", key.outcome)
        .tag("door", key.door.label())
        .register(registry);
  }

  private Timer timer(Key key) {
    return Timer.builder("kanhe.messages.intake")
        .description("From all bytes received to durable outcome")
        .tag("outcome", key.outcome)
        .tag("door", key.door.label())
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  private record Key(String participant, String service, String outcome, Door door) {}
}
