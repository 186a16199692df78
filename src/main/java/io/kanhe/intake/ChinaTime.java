package io.kanhe.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days of agreements and quotas are days in China, wherever the machine stands. */
final class ChinaTime {

  private static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);

  private ChinaTime() {}

  static LocalDate dayOf(Instant moment) {
    return LocalDate.ofInstant(moment, OFFSET);
  }

  static Instant startOf(LocalDate day) {
    return day.atStartOfDay().toInstant(OFFSET);
  }
}
