package io.kanhe.service.livestock;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.livestock.DisposalRecord.Animal;
import io.kanhe.service.livestock.DisposalRecord.Times;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a disposal record must say to be believed (domain S12).
 *
 * @param limits the first whose days include the report counts
 * @param taggedSpecies animals that wear ear tags, CL-15
 * @param untaggedStages of them, those that do not wear one yet, KL-18
 */
record DisposalRules(
    String ruleSet, List<Limit> limits, Set<String> taggedSpecies, Set<String> untaggedStages) {

  static final String LATE = "LATE_48H";

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final int MAX_HOURS = 24 * 30;

  DisposalRules {
    limits = List.copyOf(limits);
    taggedSpecies = Set.copyOf(taggedSpecies);
    untaggedStages = Set.copyOf(untaggedStages);
  }

  /**
   * @param processWithin from the receipt at the plant to the processing
   * @param toleranceKg between the total weight and the sum of the animals
   */
  record Limit(
      LocalDate from, @Nullable LocalDate to, Duration processWithin, BigDecimal toleranceKg) {

    boolean includes(LocalDate day) {
      return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  static DisposalRules read(Path file, Path home) {
    YamlNode node = YamlNode.read(file, home);
    node.keys(Set.of("ruleSet", "limits", "tagsRequired"), Set.of());
    YamlNode tags = node.get("tagsRequired");
    tags.keys(Set.of("species", "exceptStages"), Set.of());
    return new DisposalRules(
        node.get("ruleSet").text(),
        node.get("limits").items(DisposalRules::limit),
        Set.copyOf(tags.get("species").items(YamlNode::text)),
        Set.copyOf(tags.get("exceptStages").items(YamlNode::text)));
  }

  private static Limit limit(YamlNode node) {
    node.keys(Set.of("from", "processWithinHours", "weightToleranceKg"), Set.of("to"));
    return new Limit(
        node.get("from").date(),
        node.find("to").map(YamlNode::date).orElse(null),
        Duration.ofHours(node.get("processWithinHours").integer(1, MAX_HOURS)),
        node.get("weightToleranceKg").as(BigDecimal::new, "kilograms as 0.5"));
  }

  /** The day in China that a moment belongs to. */
  static LocalDate day(OffsetDateTime time) {
    return time.withOffsetSameInstant(CHINA).toLocalDate();
  }

  /**
   * @return what is doubtful and no reason to refuse: {@code LATE_48H}
   * @throws KanheException 4002 RULE_FAILED
   */
  Set<String> check(DisposalRecord disposal) {
    LocalDate day = day(disposal.times().report());
    Limit limit =
        limits.stream()
            .filter(each -> each.includes(day))
            .findFirst()
            .orElseThrow(
                () -> failed("reportTime is before " + ruleSet + " (expected: a day in force)"));
    checkOrder(disposal.times());
    checkSteps(disposal);
    checkAnimals(disposal, limit);
    return isLate(disposal.times(), limit) ? Set.of(LATE) : Set.of();
  }

  private static void checkOrder(Times times) {
    inOrder("collectTime", times.collect(), "reportTime", times.report());
    OffsetDateTime collected = times.collect() == null ? times.report() : times.collect();
    inOrder("receiveTime", times.receive(), "collectTime", collected);
    OffsetDateTime received = times.receive() == null ? collected : times.receive();
    inOrder("processTime", times.process(), "receiveTime", received);
  }

  private static void inOrder(
      String name, @Nullable OffsetDateTime time, String earlierName, OffsetDateTime earlier) {
    if (time != null && time.toInstant().isBefore(earlier.toInstant())) {
      throw failed(name + " is before " + earlierName + " (expected: not earlier)");
    }
  }

  /** A step that is said to be done has its time. */
  private static void checkSteps(DisposalRecord disposal) {
    Times times = disposal.times();
    switch (disposal.state()) {
      case REPORTED, CANCELLED -> {}
      case COLLECTED -> needed(disposal, "collectTime", times.collect());
      case RECEIVED -> needed(disposal, "receiveTime", times.receive());
      case PROCESSED -> {
        needed(disposal, "receiveTime", times.receive());
        needed(disposal, "processTime", times.process());
        needed(disposal, "method", disposal.method());
      }
    }
  }

  private static void needed(DisposalRecord disposal, String name, @Nullable Object value) {
    if (value == null) {
      throw failed("status " + disposal.state() + " without " + name + " (expected: its value)");
    }
  }

  private void checkAnimals(DisposalRecord disposal, Limit limit) {
    List<Animal> animals = disposal.animals();
    boolean required =
        taggedSpecies.contains(disposal.species()) && !untaggedStages.contains(disposal.stage());
    if (animals.isEmpty() && !required) {
      return;
    }
    if (animals.size() != disposal.quantity()) {
      throw failed(
          "quantity is "
              + disposal.quantity()
              + " for "
              + animals.size()
              + " animals (expected: one ear tag for each)");
    }
    Set<String> tags = new HashSet<>();
    for (String tag : disposal.tags()) {
      if (!tags.add(tag)) {
        throw failed("an ear tag stands twice in the record (expected: each animal once)");
      }
      if (!tag.startsWith(disposal.species())) {
        throw failed("an ear tag is of another species (expected: that of the record)");
      }
    }
    BigDecimal sum = animals.stream().map(Animal::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.subtract(disposal.totalWeight()).abs().compareTo(limit.toleranceKg()) > 0) {
      throw failed(
          "totalWeight is not the sum of the animals (expected: within "
              + limit.toleranceKg().toPlainString()
              + " kg)");
    }
  }

  private static boolean isLate(Times times, Limit limit) {
    OffsetDateTime received = times.receive();
    OffsetDateTime processed = times.process();
    return received != null
        && processed != null
        && Duration.between(received, processed).compareTo(limit.processWithin()) > 0;
  }

  private static KanheException failed(String message) {
    return new KanheException(ErrorCode.RULE_FAILED, message);
  }
}
