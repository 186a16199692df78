package io.kanhe.service.station;

import java.time.Instant;

/**
 * What one station measured at one time.
 *
 * @param regionCode county, six digits
 * @param level what was derived from it, empty for nothing
 * @param values all that was measured, in one canonical text: readings with equal texts are equal
 */
public record Reading(
    Series series,
    String station,
    Instant observedAt,
    String regionCode,
    String level,
    String values) {

  /** What is measured; a station may do several. */
  public enum Series {
    RIVER,
    RESERVOIR,
    RAIN,
    WEATHER
  }

  /** Which reading it is, whatever was measured. */
  public record Key(Series series, String station, Instant observedAt) {}

  /** One station of one series. */
  public record Place(Series series, String station) {}

  public Key key() {
    return new Key(series, station, observedAt);
  }

  public Place place() {
    return new Place(series, station);
  }
}
