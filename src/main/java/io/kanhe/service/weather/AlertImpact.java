package io.kanhe.service.weather;

import io.kanhe.catalogue.Regions;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.participant.Role;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.insurance.Exposures;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an alert means for one insurer: its own newest figures in the counties of the alert, and
 * their totals. Made for insurers only, from no figures but the recipient's own. A Cancel, what it
 * has ended, a repetition and an alert without colour have no impact. Thread-safe.
 *
 * <p>Document: {@code AlertImpact} of {@code config/catalogue/alert-impact-1.0.xsd}; sums in yuan.
 */
final class AlertImpact implements RecipientPayload {

  private static final String NAMESPACE = "urn:kanhe:ew:1.0";
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private final AlertRegister register;
  private final Exposures exposures;
  private final Regions regions;
  private final Clock clock;

  AlertImpact(AlertRegister register, Exposures exposures, Regions regions, Clock clock) {
    this.register = register;
    this.exposures = exposures;
    this.regions = regions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "alert-impact";
  }

  @Override
  public String operation() {
    return "impact";
  }

  /**
   * @throws io.kanhe.platform.KanheException 4002 if the payload is no CAP alert
   */
  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    CapAlert alert = CapAlert.read(payload);
    Optional<Colour> colour = alert.colour();
    if (alert.isCancel()
        || colour.isEmpty()
        || recipient.role() != Role.INSURER
        || !register.isNews(message, alert.id())
        || register.isCancelled(message, alert.id())) {
      return Optional.empty();
    }
    AlertCounties places =
        new AlertCounties(regions, LocalDate.ofInstant(message.receivedAt(), CHINA));
    SortedSet<String> counties = places.of(alert.regions());
    return exposures
        .newest(recipient.uscc(), places.reportedUnder(alert.regions(), counties))
        .map(own -> new Exposures.Snapshot(own.asOf(), places.merged(own.rows())))
        .map(own -> write(alert, colour.get(), recipient, counties, own));
  }

  private byte[] write(
      CapAlert alert,
      Colour colour,
      Participant recipient,
      SortedSet<String> counties,
      Exposures.Snapshot own) {
    ElementWriter xml =
        new ElementWriter("AlertImpact", NAMESPACE)
            .leaf("alertId", alert.id())
            .leaf("msgType", alert.msgType())
            .leaf("severity", colour.label())
            .leaf("computedAt", SECONDS.format(clock.instant().atOffset(CHINA)))
            .leaf("insurer", recipient.uscc().value())
            .begin("regions");
    Map<String, List<Exposures.Row>> byRegion =
        own.rows().stream().collect(Collectors.groupingBy(Exposures.Row::regionCode));
    SortedSet<String> shown = new TreeSet<>(counties);
    shown.addAll(byRegion.keySet());
    for (String county : shown) {
      xml.begin("region").leaf("regionCode", county);
      byRegion.getOrDefault(county, List.of()).forEach(row -> row(xml, row, own));
      xml.end();
    }
    long policies = own.rows().stream().mapToLong(Exposures.Row::policyCount).sum();
    long cents = 0;
    for (Exposures.Row row : own.rows()) {
      cents = Math.addExact(cents, row.sumInsuredCents());
    }
    return xml.end()
        .begin("totals")
        .leaf("policyCount", Long.toString(policies))
        .leaf("sumInsuredYuan", yuan(cents))
        .finish();
  }

  private static void row(ElementWriter xml, Exposures.Row row, Exposures.Snapshot own) {
    xml.begin("row")
        .leaf("line", row.line())
        .leaf("policyCount", Long.toString(row.policyCount()))
        .leaf("sumInsuredYuan", yuan(row.sumInsuredCents()))
        .leaf("asOfDate", own.asOf().toString())
        .end();
  }

  private static String yuan(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
