package io.kanhe.service.observation;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Environment;
import io.kanhe.routing.StateKeeper;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Readings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps the observations of a file; reading it again changes nothing. Thread-safe. */
final class ObservationKeeper implements StateKeeper {

  private static final int ROWS_PER_TRANSACTION = 2_000;

  private final Readings readings;
  private final WeatherGrades grades;

  ObservationKeeper(Readings readings, WeatherGrades grades) {
    this.readings = readings;
    this.grades = grades;
  }

  @Override
  public String name() {
    return "observations";
  }

  @Override
  public void keep(AcceptedMessage message, byte[] payload) {
    Environment environment = message.header().environment();
    List<Reading> some = new ArrayList<>(ROWS_PER_TRANSACTION);
    Instant[] newest = {Instant.MIN};
    ObservationFile.read(
        message,
        grades,
        row -> {
          Instant at = row.reading().observedAt();
          newest[0] = newest[0].isBefore(at) ? at : newest[0];
          some.add(row.reading());
          if (some.size() == ROWS_PER_TRANSACTION) {
            readings.add(environment, List.copyOf(some), message.ledgerIndex());
            some.clear();
          }
        });
    readings.add(environment, List.copyOf(some), message.ledgerIndex());
    if (newest[0].isAfter(Instant.MIN)) {
      readings.forget(environment, grades.keptFrom(newest[0], message.receivedAt()));
    }
  }
}
