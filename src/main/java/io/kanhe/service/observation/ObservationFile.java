package io.kanhe.service.observation;

import io.kanhe.catalogue.FeedRows;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Reading.Series;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The hourly file of a weather bureau, CSV or NDJSON, which kept its contract. */
final class ObservationFile {

  /** Columns of {@code config/catalogue/met.observation.yaml}, in the order of the schema. */
  static final List<String> COLUMNS =
      List.of(
          "stationId",
          "stationName",
          "regionCode",
          "lon",
          "lat",
          "alt",
          "obsTime",
          "pre1h",
          "pre24h",
          "tem",
          "temMax",
          "temMin",
          "winSpd2min",
          "winSpdMax10min",
          "winGust",
          "winDir",
          "prs",
          "rhu",
          "vis",
          "qc");

  private static final int FIRST_MEASURED = COLUMNS.indexOf("pre1h");

  private ObservationFile() {}

  /** The observation of one station, its missing values left out. */
  record Row(Reading reading, Map<String, String> cells) {

    Row {
      cells = Map.copyOf(cells);
    }
  }

  /**
   * @throws KanheException 5006 if the message is no feed
   */
  static void read(AcceptedMessage message, WeatherGrades grades, Consumer<Row> rows) {
    if (!(message.payload() instanceof Payload.Stored file)) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "a step for files in a route of " + message.header().operation() + " (expected: a feed)");
    }
    FeedRows.read(file, COLUMNS, cells -> rows.accept(row(cells, grades)));
  }

  private static Row row(Map<String, String> cells, WeatherGrades grades) {
    Map<String, String> values = new HashMap<>();
    cells.forEach(
        (name, cell) -> {
          boolean measured = COLUMNS.indexOf(name) >= FIRST_MEASURED;
          String value = measured ? grades.value(cell) : cell;
          if (!value.isEmpty()) {
            values.put(name, value);
          }
        });
    String measured =
        COLUMNS.stream()
            .skip(FIRST_MEASURED)
            .map(name -> values.getOrDefault(name, ""))
            .collect(Collectors.joining("|"));
    return new Row(
        new Reading(
            Series.WEATHER,
            values.getOrDefault("stationId", ""),
            OffsetDateTime.parse(values.get("obsTime")).toInstant(),
            values.getOrDefault("regionCode", ""),
            "",
            measured),
        values);
  }
}
