package io.kanhe.service.station;

import io.kanhe.message.Environment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Of the rows of a file the newest of each station; of two for the same time the first. For one
 * thread.
 */
public final class NewestRows<T> {

  private final Function<T, Reading> reading;
  private final Map<Reading.Place, T> rows = new HashMap<>();

  /**
   * @param reading what a row says of its station
   */
  public NewestRows(Function<T, Reading> reading) {
    this.reading = reading;
  }

  public void add(T row) {
    rows.merge(reading.apply(row).place(), row, this::later);
  }

  private T later(T one, T other) {
    Instant earlier = reading.apply(one).observedAt();
    return reading.apply(other).observedAt().isAfter(earlier) ? other : one;
  }

  /** Those of stations of which nothing later is known, in no order. */
  public List<T> notOutdated(Readings readings, Environment environment) {
    Map<Reading.Place, Instant> known =
        readings.newest(environment, rows.values().stream().map(reading).toList());
    return rows.values().stream().filter(row -> !isOutdated(reading.apply(row), known)).toList();
  }

  private static boolean isOutdated(Reading row, Map<Reading.Place, Instant> known) {
    return row.observedAt().isBefore(known.getOrDefault(row.place(), Instant.MIN));
  }
}
