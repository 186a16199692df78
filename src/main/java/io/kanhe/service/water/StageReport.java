package io.kanhe.service.water;

import io.kanhe.catalogue.FeedRows;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.station.NewestRows;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Reading.Series;
import io.kanhe.service.station.Readings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of readings says now: the newest reading of each station, with its level. A station
 * that was read later, by another message, is left out. Of more stations than one message holds,
 * those at the highest levels. Thread-safe.
 */
final class StageReport implements RecipientPayload {

  private static final int LARGEST = 3_000;

  private final Readings readings;
  private final StageRules rules;

  StageReport(Readings readings, StageRules rules) {
    this.readings = readings;
    this.rules = rules;
  }

  private record Row(StageReading reading, Reading kept, Map<String, String> cells) {

    private int level() {
      return kept.level().isEmpty() ? -1 : FloodLevel.valueOf(kept.level()).ordinal();
    }
  }

  @Override
  public String name() {
    return "stage-report";
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
        new ElementWriter("StageFeed", StageFeed.NAMESPACE, "version", "1.0")
            .leaf("batchNo", batchNo(message))
            .leaf("source", message.header().sender().value())
            .leaf("datum", rules.datum())
            .begin("records", "count", Integer.toString(rows.size()));
    rows.forEach(row -> write(row, xml));
    return Optional.of(xml.finish());
  }

  /** The number of the file where it is one, else the message's own. */
  private static String batchNo(AcceptedMessage message) {
    String key = message.header().businessKey();
    return key.matches("[0-9A-Za-z][0-9A-Za-z_./-]{0,39}") ? key : "M-" + message.ledgerIndex();
  }

  private List<Row> newest(AcceptedMessage message) {
    NewestRows<Row> newest = new NewestRows<>(Row::kept);
    FeedRows.read(
        StageKeeper.file(message),
        StageFeed.COLUMNS,
        cells ->
            StageFeed.ofRow(cells)
                .map(reading -> new Row(reading, rules.reading(reading), cells))
                .ifPresent(newest::add));
    List<Row> rows = new ArrayList<>(newest.notOutdated(readings, message.header().environment()));
    rows.sort(
        Comparator.comparingInt(Row::level)
            .reversed()
            .thenComparing(row -> row.kept().station())
            .thenComparing(row -> row.kept().series()));
    return rows.subList(0, Math.min(LARGEST, rows.size()));
  }

  private void write(Row row, ElementWriter xml) {
    Map<String, String> cells = row.cells();
    Series series = row.reading().series();
    xml.begin(series.name().toLowerCase(java.util.Locale.ROOT))
        .leaf("stcd", cells.get("stcd"))
        .leaf("stnm", cells.getOrDefault("stnm", ""))
        .leaf("sttp", cells.getOrDefault("sttp", ""))
        .leaf("regionCode", cells.get("regionCode"))
        .leaf("tm", cells.get("tm"));
    switch (series) {
      case RIVER -> river(row, cells, xml);
      case RESERVOIR -> reservoir(row, cells, xml);
      case RAIN -> {
        measured(xml, "drp", "mm", cells, "drp");
        measured(xml, "dyp", "mm", cells, "dyp");
      }
      case WEATHER -> throw new IllegalStateException("no record of the water department");
    }
    xml.leaf("qc", cells.get("qc")).end();
  }

  private static void river(Row row, Map<String, String> cells, ElementWriter xml) {
    measured(xml, "z", "m", cells, "z");
    measured(xml, "q", "m3/s", cells, "q");
    xml.leaf("wptn", cells.getOrDefault("tendency", ""));
    measured(xml, "wrz", "m", cells, "wrz");
    measured(xml, "grz", "m", cells, "grz");
    xml.leaf("derivedLevel", row.kept().level());
  }

  private void reservoir(Row row, Map<String, String> cells, ElementWriter xml) {
    measured(xml, "rz", "m", cells, "z");
    measured(xml, "inq", "m3/s", cells, "q");
    xml.leaf("rwptn", cells.getOrDefault("tendency", ""));
    measured(xml, "fsltdz", "m", cells, "fsltdz");
    xml.leaf(
        "overLimit",
        "unit",
        "m",
        rules.overLimit(row.reading()).map(BigDecimal::toPlainString).orElse(""));
  }

  private static void measured(
      ElementWriter xml, String name, String unit, Map<String, String> cells, String column) {
    xml.leaf(name, "unit", unit, cells.getOrDefault(column, ""));
  }
}
