package io.kanhe.catalogue;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The day of a point in time by the calendar of China, UTC+8 all year. */
final class ChinaDay {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private ChinaDay() {}

  static LocalDate of(OffsetDateTime time) {
    return time.withOffsetSameInstant(CHINA).toLocalDate();
  }
}
