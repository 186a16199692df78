package io.kanhe.service.weather;

import io.kanhe.intake.DomainState.Incoming;
import io.kanhe.message.Environment;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.service.notice.Notice;
import io.kanhe.service.station.Reading.Series;
import io.kanhe.service.station.Readings;
import io.kanhe.service.water.FloodLevel;
import io.kanhe.service.water.StageRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares a flood warning of a water department with the newest readings of the rivers in its
 * counties. A warning below the level that a river has already reached contradicts it; one above it
 * is a forecast. Thread-safe.
 */
final class FloodComparison {

  private static final String WATER_SECTOR = "332";
  private static final String CODE = "LEVEL_INCONSISTENT";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(8));

  private final StageRules rules;
  private final ParticipantRegistry registry;

  FloodComparison(StageRules rules, ParticipantRegistry registry) {
    this.rules = rules;
    this.registry = registry;
  }

  /**
   * @param level the highest that the rivers have reached
   * @param notice what the gateway says about it, if they disagree
   */
  record Finding(FloodLevel level, Optional<Notice> notice) {

    boolean isInconsistent() {
      return notice.isPresent();
    }

    String code() {
      return CODE;
    }
  }

  /** The alert read whole if it is a flood warning of a water department, else nothing. */
  Optional<CapAlert> read(AlertHead head, byte[] document) {
    if (head.isCancel() || !head.sector().equals(WATER_SECTOR)) {
      return Optional.empty();
    }
    return Optional.of(CapAlert.readAny(document))
        .filter(alert -> alert.colour().isPresent())
        .filter(alert -> alert.events().stream().anyMatch(rules::isFlood));
  }

  /** Empty if no river is known to be at a level. */
  Optional<Finding> compare(Connection transaction, CapAlert alert, Incoming message)
      throws SQLException {
    Optional<FloodLevel> reached =
        Readings.levels(
                transaction,
                message.header().environment(),
                Series.RIVER,
                places(alert.regions()),
                alert.sent(),
                rules.comparedWithin(alert.sent()))
            .stream()
            .map(FloodLevel::valueOf)
            .max(Comparator.naturalOrder());
    return reached.map(
        level -> {
          boolean lower = alert.colour().get().ordinal() < level.ordinal();
          return new Finding(
              level, lower ? Optional.of(notice(alert, level, message)) : Optional.empty());
        });
  }

  /** Counties as they are; of provinces and prefectures the digits that their counties share. */
  private static Set<String> places(Set<String> regions) {
    Set<String> places = new TreeSet<>();
    for (String region : regions) {
      String county = region.substring(0, Math.min(6, region.length()));
      places.add(county.replaceFirst("(00){1,2}$", ""));
    }
    return places;
  }

  private Notice notice(CapAlert alert, FloodLevel level, Incoming message) {
    Environment environment = message.header().environment();
    Instant now = message.receivedAt();
    byte[] payload =
        new ElementWriter("AlertNotice", "urn:kanhe:ew:1.0", "version", "1.0")
            .leaf("alertId", alert.id())
            .leaf("noticeCode", CODE)
            .leaf("noticeTime", SECONDS.format(now))
            .leaf("severity", alert.colour().map(Colour::label).orElse(""))
            .leaf("stageLevel", level.name())
            .finish();
    List<ParticipantId> receivers =
        Stream.concat(
                Stream.of(message.sender()),
                registry.byRole(Role.EMERGENCY).stream()
                    .filter(Participant::active)
                    .map(Participant::id))
            .distinct()
            .toList();
    return new Notice(
        String.join("|", AlertChain.SERVICE, environment.name(), alert.id(), CODE),
        now,
        AlertChain.SERVICE,
        "notice",
        alert.id(),
        environment,
        "P04",
        "LB-PUBLIC",
        receivers,
        payload);
  }
}
