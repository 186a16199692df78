package io.kanhe.service.water;

import io.kanhe.platform.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From which stage (m) and flow (m³/s) on a river is at which level; a limit that a station does
 * not have is {@code null}.
 *
 * <p>Standard: SL 323 names of the stages WRZ, GRZ and the highest ever; criteria of the water
 * department for publishing warnings (domain 2.5).
 *
 * @param floodLimit FSLTDZ of a reservoir in the season
 */
record StationLimits(
    @Nullable BigDecimal warning,
    @Nullable BigDecimal guarantee,
    @Nullable BigDecimal highest,
    @Nullable BigDecimal floodLimit,
    @Nullable BigDecimal warningFlow,
    @Nullable BigDecimal guaranteeFlow,
    @Nullable BigDecimal highestFlow) {

  static final Set<String> KEYS =
      Set.of(
          "warning",
          "guarantee",
          "highest",
          "floodLimit",
          "warningFlow",
          "guaranteeFlow",
          "highestFlow");

  /** Limits of stage alone. */
  static StationLimits ofStage(
      @Nullable BigDecimal warning,
      @Nullable BigDecimal guarantee,
      @Nullable BigDecimal highest,
      @Nullable BigDecimal floodLimit) {
    return new StationLimits(warning, guarantee, highest, floodLimit, null, null, null);
  }

  static StationLimits read(YamlNode node) {
    StationLimits limits =
        new StationLimits(
            decimal(node, "warning"),
            decimal(node, "guarantee"),
            decimal(node, "highest"),
            decimal(node, "floodLimit"),
            decimal(node, "warningFlow"),
            decimal(node, "guaranteeFlow"),
            decimal(node, "highestFlow"));
    limits.checkRising(node, limits.warning, limits.guarantee, limits.highest);
    limits.checkRising(node, limits.warningFlow, limits.guaranteeFlow, limits.highestFlow);
    return limits;
  }

  private void checkRising(YamlNode node, @Nullable BigDecimal... limits) {
    List<BigDecimal> given = new ArrayList<>();
    for (BigDecimal limit : limits) {
      if (limit != null) {
        given.add(limit);
      }
    }
    for (int i = 1; i < given.size(); i++) {
      if (given.get(i).compareTo(given.get(i - 1)) < 0) {
        throw node.problem("limits that fall", "warning, guarantee and highest in rising order");
      }
    }
  }

  private static @Nullable BigDecimal decimal(YamlNode node, String name) {
    return node.find(name).map(value -> value.as(BigDecimal::new, "a number as 3.80")).orElse(null);
  }

  /** These limits, and where a station has none of its own, those that its reading names. */
  StationLimits or(StationLimits others) {
    return new StationLimits(
        warning == null ? others.warning : warning,
        guarantee == null ? others.guarantee : guarantee,
        highest == null ? others.highest : highest,
        floodLimit == null ? others.floodLimit : floodLimit,
        warningFlow == null ? others.warningFlow : warningFlow,
        guaranteeFlow == null ? others.guaranteeFlow : guaranteeFlow,
        highestFlow == null ? others.highestFlow : highestFlow);
  }

  /** Whether a reading names another value for a limit that is known here. */
  boolean differsFrom(StationLimits named) {
    return differ(warning, named.warning)
        || differ(guarantee, named.guarantee)
        || differ(highest, named.highest)
        || differ(floodLimit, named.floodLimit);
  }

  private static boolean differ(@Nullable BigDecimal known, @Nullable BigDecimal named) {
    return known != null && named != null && known.compareTo(named) != 0;
  }

  /**
   * The level of a river: the higher one of its stage's and its flow's.
   *
   * @param close how far below the warning stage blue begins, m
   */
  Optional<FloodLevel> level(
      @Nullable BigDecimal stage, @Nullable BigDecimal flow, BigDecimal close) {
    FloodLevel byStage = null;
    if (reached(stage, highest)) {
      byStage = FloodLevel.RED;
    } else if (reached(stage, guarantee)) {
      byStage = FloodLevel.ORANGE;
    } else if (reached(stage, warning)) {
      byStage = FloodLevel.YELLOW;
    } else if (reached(stage, warning == null ? null : warning.subtract(close))) {
      byStage = FloodLevel.BLUE;
    }
    FloodLevel byFlow = null;
    if (reached(flow, highestFlow)) {
      byFlow = FloodLevel.RED;
    } else if (reached(flow, guaranteeFlow)) {
      byFlow = FloodLevel.ORANGE;
    } else if (reached(flow, warningFlow)) {
      byFlow = FloodLevel.YELLOW;
    }
    return java.util.stream.Stream.of(byStage, byFlow)
        .filter(Objects::nonNull)
        .max(java.util.Comparator.naturalOrder());
  }

  private static boolean reached(@Nullable BigDecimal value, @Nullable BigDecimal limit) {
    return value != null && limit != null && value.compareTo(limit) >= 0;
  }

  /** How far a reservoir stands above its flood limit, m; empty if it does not. */
  Optional<BigDecimal> overLimit(@Nullable BigDecimal stage) {
    return stage != null && floodLimit != null && stage.compareTo(floodLimit) > 0
        ? Optional.of(stage.subtract(floodLimit))
        : Optional.empty();
  }
}
