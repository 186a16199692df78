package io.kanhe.service.water;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Readings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Readings of rivers, reservoirs and rain (wat.stage). They may come in any order and more than
 * once: a repetition changes nothing, another value for the same time corrects the one before, and
 * an older reading is kept without becoming the newest. Thread-safe.
 */
final class StageRegister implements DomainState {

  private final StageRules rules;

  StageRegister(StageRules rules) {
    this.rules = rules;
  }

  private record Key(ParticipantId sender, Environment environment) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(StageFeed.SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    StageFeed feed = StageFeed.read(inline.bytes());
    feed.check(message.header().sender().value(), rules);
    Set<String> warnings = new TreeSet<>();
    feed.readings().forEach(each -> warnings.addAll(rules.warnings(each)));
    List<Reading> readings = feed.readings().stream().map(rules::reading).toList();
    return Optional.of(new Report(message, readings, warnings));
  }

  private final class Report implements Step {

    private final Incoming message;
    private final List<Reading> readings;
    private final Set<String> warnings;

    Report(Incoming message, List<Reading> readings, Set<String> warnings) {
      this.message = message;
      this.readings = readings;
      this.warnings = warnings;
    }

    @Override
    public Object key() {
      return new Key(message.sender(), message.header().environment());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Environment environment = message.header().environment();
      Map<Reading.Key, String> known = Readings.known(transaction, environment, readings);
      Map<Reading.Place, Instant> newest = Readings.newest(transaction, environment, readings);
      Counts counts = new Counts();
      Set<Reading.Key> seen = new HashSet<>();
      List<Reading> news = new ArrayList<>();
      for (Reading reading : readings) {
        String before = known.get(reading.key());
        if (!seen.add(reading.key()) || reading.values().equals(before)) {
          counts.repeated++;
          continue;
        }
        Instant last = newest.get(reading.place());
        if (before != null) {
          counts.corrected++;
        } else if (last != null && reading.observedAt().isBefore(last)) {
          counts.late++;
        }
        news.add(reading);
      }
      return new Decision(facts(counts), (accepted, batch) -> write(news, accepted.index(), batch));
    }

    private Map<String, String> facts(Counts counts) {
      Map<String, String> facts = new TreeMap<>();
      counts.tell(facts);
      readings.stream()
          .map(Reading::level)
          .filter(level -> !level.isEmpty())
          .map(FloodLevel::valueOf)
          .max(Comparator.naturalOrder())
          .ifPresent(highest -> facts.put("highestLevel", highest.name()));
      if (!warnings.isEmpty()) {
        facts.put("warnings", String.join(",", warnings));
      }
      return facts;
    }

    private void write(List<Reading> news, long index, Batch batch) {
      Environment environment = message.header().environment();
      news.forEach(reading -> Readings.add(batch, environment, reading, index));
      Instant newest =
          readings.stream()
              .map(Reading::observedAt)
              .max(Comparator.naturalOrder())
              .orElse(message.receivedAt());
      Readings.forget(batch, environment, rules.keptFrom(newest, message.receivedAt()));
    }
  }

  /** Of the readings of one message. */
  private static final class Counts {
    private int repeated;
    private int corrected;
    private int late;

    void tell(Map<String, String> facts) {
      tell(facts, "repeatedReadings", repeated);
      tell(facts, "correctedReadings", corrected);
      tell(facts, "lateReadings", late);
    }

    private static void tell(Map<String, String> facts, String name, int count) {
      if (count > 0) {
        facts.put(name, Integer.toString(count));
      }
    }
  }
}
