package io.kanhe.service.water;

import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Reading.Series;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of a river, a reservoir or a rain gauge.
 *
 * @param stage z of a river, rz of a reservoir, m
 * @param flow q of a river, m³/s
 * @param named the limits that the record itself names
 * @param level that the record itself names
 * @param overLimit that the record itself names, m
 * @param quality KL-11
 * @param values all that was measured, in one canonical text
 */
record StageReading(
    Series series,
    String station,
    String regionCode,
    Instant observedAt,
    @Nullable BigDecimal stage,
    @Nullable BigDecimal flow,
    StationLimits named,
    Optional<FloodLevel> level,
    Optional<BigDecimal> overLimit,
    String quality,
    String values) {

  /** 0 right and 1 suspect; what is wrong, missing or unchecked says nothing of the river. */
  private static final Set<String> USABLE = Set.of("0", "1");

  boolean isUsable() {
    return USABLE.contains(quality);
  }

  /** As it is kept. */
  Reading reading(String region, Optional<FloodLevel> derived) {
    return new Reading(
        series, station, observedAt, region, derived.map(FloodLevel::name).orElse(""), values);
  }
}
