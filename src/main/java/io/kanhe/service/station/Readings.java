package io.kanhe.service.station;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.platform.database.Database;
import io.kanhe.service.station.Reading.Place;
import io.kanhe.service.station.Reading.Series;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Readings in the gateway's database. Of several about the same station and time the later accepted
 * one counts, in whatever order they are written. Thread-safe.
 */
public final class Readings {

  private static final String SET =
      """
      INSERT INTO station_reading (environment, series, station, observed_at, region, level, reading, ledger_index)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment, series, station, observed_at) DO UPDATE
      SET region = excluded.region, level = excluded.level, reading = excluded.reading,
        ledger_index = excluded.ledger_index
      WHERE excluded.ledger_index > station_reading.ledger_index AND excluded.reading <> station_reading.reading""";
  private static final String FORGET =
      """
      DELETE FROM station_reading WHERE (environment, series, station, observed_at) IN
        (SELECT environment, series, station, observed_at FROM station_reading
         WHERE environment = ? AND observed_at < ? ORDER BY observed_at LIMIT ?)""";
  private static final String KNOWN =
      """
      SELECT series, station, observed_at, reading FROM station_reading
      WHERE environment = ? AND series = ? AND observed_at >= ? AND observed_at <= ? AND station IN (%s)""";
  private static final String NEWEST =
      """
      SELECT series, station, MAX(observed_at) FROM station_reading
      WHERE environment = ? AND series = ? AND station IN (%s) GROUP BY series, station""";
  private static final String LEVELS =
      """
      SELECT station, level FROM station_reading
      WHERE environment = ? AND series = ? AND region LIKE ? AND observed_at <= ? AND observed_at > ?
      ORDER BY station, observed_at DESC""";

  /** Statements stay short: SQLite and PostgreSQL have limits of their own. */
  private static final int VALUES_AT_ONCE = 200;

  /** More than a message adds, so the table does not grow; few enough for the one writer. */
  private static final int FORGOTTEN_AT_ONCE = 4_000;

  private final Database database;

  public Readings(Database database) {
    this.database = database;
  }

  /** Adds a reading to the commit that accepts it. */
  public static void add(Batch batch, Environment environment, Reading reading, long index) {
    batch.add(SET, row(environment, reading, index));
  }

  /** Adds to a commit that the oldest readings go. */
  public static void forget(Batch batch, Environment environment, Instant before) {
    batch.add(FORGET, environment.name(), before, FORGOTTEN_AT_ONCE);
  }

  /** Writes the readings of a feed; repeating it is harmless. */
  public void add(Environment environment, List<Reading> readings, long ledgerIndex) {
    database.write(
        connection -> {
          try (PreparedStatement set = connection.prepareStatement(SET)) {
            for (Reading reading : readings) {
              Object[] row = row(environment, reading, ledgerIndex);
              for (int i = 0; i < row.length; i++) {
                set.setObject(i + 1, row[i] instanceof Instant at ? at.toEpochMilli() : row[i]);
              }
              set.addBatch();
            }
            return set.executeBatch().length;
          }
        });
  }

  /** Deletes the oldest readings. */
  public void forget(Environment environment, Instant before) {
    int deleted;
    do {
      deleted =
          database.write(
              connection -> {
                try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                  forget.setString(1, environment.name());
                  forget.setLong(2, before.toEpochMilli());
                  forget.setInt(3, FORGOTTEN_AT_ONCE);
                  return forget.executeUpdate();
                }
              });
    } while (deleted > 0);
  }

  private static Object[] row(Environment environment, Reading reading, long index) {
    return new Object[] {
      environment.name(),
      reading.series().name(),
      reading.station(),
      reading.observedAt(),
      reading.regionCode(),
      reading.level(),
      reading.values(),
      index
    };
  }

  /** What is known about the very stations and times of {@code readings}: its canonical text. */
  public static Map<Reading.Key, String> known(
      Connection transaction, Environment environment, Collection<Reading> readings)
      throws SQLException {
    if (readings.isEmpty()) {
      return Map.of();
    }
    long first = readings.stream().mapToLong(Readings::millis).min().orElseThrow();
    long last = readings.stream().mapToLong(Readings::millis).max().orElseThrow();
    Map<Reading.Key, String> known = new HashMap<>();
    forStations(
        transaction,
        KNOWN,
        readings,
        query -> {
          query.setString(1, environment.name());
          query.setLong(3, first);
          query.setLong(4, last);
          return 5;
        },
        row ->
            known.put(
                new Reading.Key(
                    Series.valueOf(row.getString(1)),
                    row.getString(2),
                    Instant.ofEpochMilli(row.getLong(3))),
                row.getString(4)));
    return known;
  }

  /** When the stations of {@code readings} were last read, as far as that is known. */
  public static Map<Place, Instant> newest(
      Connection transaction, Environment environment, Collection<Reading> readings)
      throws SQLException {
    Map<Place, Instant> newest = new HashMap<>();
    forStations(
        transaction,
        NEWEST,
        readings,
        query -> {
          query.setString(1, environment.name());
          return 3;
        },
        row ->
            newest.put(
                new Place(Series.valueOf(row.getString(1)), row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3))));
    return newest;
  }

  /** As {@link #newest(Connection, Environment, Collection)}, in a transaction of its own. */
  public Map<Place, Instant> newest(Environment environment, Collection<Reading> readings) {
    return database.read(connection -> newest(connection, environment, readings));
  }

  /**
   * The levels of the newest readings of each station of some regions, without the empty ones.
   *
   * @param regions codes or their beginnings
   * @param at readings after it do not count
   * @param within nor do those that are older than this
   */
  public static Set<String> levels(
      Connection transaction,
      Environment environment,
      Series series,
      Collection<String> regions,
      Instant at,
      Duration within)
      throws SQLException {
    Set<String> levels = new HashSet<>();
    try (PreparedStatement query = transaction.prepareStatement(LEVELS)) {
      for (String region : regions) {
        query.setString(1, environment.name());
        query.setString(2, series.name());
        query.setString(3, region + "%");
        query.setLong(4, at.toEpochMilli());
        query.setLong(5, at.minus(within).toEpochMilli());
        try (ResultSet row = query.executeQuery()) {
          String station = "";
          while (row.next()) {
            if (!row.getString(1).equals(station)) {
              station = row.getString(1);
              levels.add(row.getString(2));
            }
          }
        }
      }
    }
    levels.remove("");
    return levels;
  }

  private static long millis(Reading reading) {
    return reading.observedAt().toEpochMilli();
  }

  private interface Binding {
    /** Sets all parameters but the series, which is the second; tells the next free one. */
    int set(PreparedStatement query) throws SQLException;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void forStations(
      Connection transaction, String sql, Collection<Reading> readings, Binding binding, Row row)
      throws SQLException {
    Map<Series, Set<String>> stations = new HashMap<>();
    readings.forEach(
        each ->
            stations.computeIfAbsent(each.series(), key -> new HashSet<>()).add(each.station()));
    for (Map.Entry<Series, Set<String>> entry : stations.entrySet()) {
      List<String> all = new ArrayList<>(entry.getValue());
      for (int from = 0; from < all.size(); from += VALUES_AT_ONCE) {
        List<String> some = all.subList(from, Math.min(all.size(), from + VALUES_AT_ONCE));
        String marks = String.join(",", Collections.nCopies(some.size(), "?"));
        try (PreparedStatement query = transaction.prepareStatement(sql.formatted(marks))) {
          int next = binding.set(query);
          query.setString(2, entry.getKey().name());
          for (String station : some) {
            query.setString(next++, station);
          }
          try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
              row.read(found);
            }
          }
        }
      }
    }
  }
}
