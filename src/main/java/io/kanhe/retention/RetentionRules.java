package io.kanhe.retention;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Retention;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Environment;
import io.kanhe.platform.KanheProperties.RetentionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** Says until when the bodies of a message are stored (domain 4.5). Thread-safe. */
final class RetentionRules {

  private static final int STRICTEST = 4;

  private final Catalogue catalogue;
  private final RetentionSettings settings;

  RetentionRules(Catalogue catalogue, RetentionSettings settings) {
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /**
   * @param rule as it stands in the entry
   */
  record Term(Instant end, String rule) {}

  /**
   * The end of retention as far as it is known now. A message that is not yet delivered to all has
   * none: {@link Instant#MAX}.
   */
  Term of(Holding holding) {
    if (!holding.isDeliveredToAll()) {
      return new Term(Instant.MAX, "open");
    }
    Instant settled =
        Stream.concat(
                Stream.of(holding.receivedAt()),
                holding.deliveries().stream().map(Holding.Sent::settledAt))
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElseThrow();
    Term term = of(holding, settled);
    Instant soonest = settled.plus(settings.settling());
    return term.end().isBefore(soonest) ? new Term(soonest, term.rule()) : term;
  }

  private Term of(Holding holding, Instant settled) {
    if (!Environment.Actual.name().equals(holding.environment())) {
      Duration age = settings.exercise();
      return new Term(holding.receivedAt().plus(age), holding.environment() + " " + age);
    }
    if (holding.deliveries().stream().anyMatch(Holding.Sent::isDead)) {
      Duration age = settings.deadLetters();
      return new Term(settled.plus(age), "dead-letter " + age);
    }
    // A service that left the catalogue says no more how sensitive its messages are.
    Retention retention =
        catalogue
            .find(holding.service(), holding.version())
            .map(Service::retention)
            .orElse(Retention.ofClass(STRICTEST));
    if (retention instanceof Retention.Age age) {
      return new Term(holding.receivedAt().plus(age.age()), retention.toString());
    }
    Instant end = settled.plus(((Retention.UntilAcknowledged) retention).after());
    Instant latest = holding.receivedAt().plus(settings.atMost());
    return new Term(end.isBefore(latest) ? end : latest, retention.toString());
  }
}
