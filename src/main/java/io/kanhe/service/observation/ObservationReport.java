package io.kanhe.service.observation;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.observation.ObservationFile.Row;
import io.kanhe.service.station.NewestRows;
import io.kanhe.service.station.Readings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of observations says now: the newest observation of each station, with grades. A
 * station that was observed later, by another message, is left out. Thread-safe.
 */
final class ObservationReport implements RecipientPayload {

  private static final String NAMESPACE = "urn:kanhe:met:1.0";
  private static final int LARGEST = 5_000;

  private final Readings readings;
  private final WeatherGrades grades;

  ObservationReport(Readings readings, WeatherGrades grades) {
    this.readings = readings;
    this.grades = grades;
  }

  @Override
  public String name() {
    return "observation-report";
  }

  @Override
  public String operation() {
    return "report";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    List<Row> rows = newest(message);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    ElementWriter xml =
        new ElementWriter("ObservationReport", NAMESPACE, "version", "1.0").begin("observations");
    rows.forEach(row -> write(row.cells(), xml));
    return Optional.of(xml.finish());
  }

  private List<Row> newest(AcceptedMessage message) {
    NewestRows<Row> newest = new NewestRows<>(Row::reading);
    ObservationFile.read(message, grades, newest::add);
    return newest.notOutdated(readings, message.header().environment()).stream()
        .sorted(java.util.Comparator.comparing(row -> row.reading().station()))
        .limit(LARGEST)
        .toList();
  }

  private void write(Map<String, String> cells, ElementWriter xml) {
    xml.begin("observation");
    String quality = cells.getOrDefault("qc", "");
    for (String name : ObservationFile.COLUMNS) {
      if (name.equals("qc")) {
        grades(cells, quality, xml);
      }
      xml.leaf(name, cells.getOrDefault(name, ""));
    }
    xml.end();
  }

  private void grades(Map<String, String> cells, String quality, ElementWriter xml) {
    if (!WeatherGrades.isUsable(quality)) {
      return;
    }
    Optional.ofNullable(cells.get("pre24h"))
        .map(BigDecimal::new)
        .flatMap(grades::rain)
        .ifPresent(grade -> xml.leaf("rainGrade", grade));
    if (cells.containsKey("winGust")) {
      grades
          .wind(new BigDecimal(cells.get("winGust")))
          .ifPresent(grade -> xml.leaf("gustGrade", Integer.toString(grade)));
    }
  }
}
