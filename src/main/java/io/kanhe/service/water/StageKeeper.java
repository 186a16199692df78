package io.kanhe.service.water;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Environment;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.routing.StateKeeper;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Readings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the readings of a file, some at a time: the ledger shares the one writer. Reading a file
 * again changes nothing. Thread-safe.
 */
final class StageKeeper implements StateKeeper {

  private static final int READINGS_PER_TRANSACTION = 2_000;

  private final Readings readings;
  private final StageRules rules;

  StageKeeper(Readings readings, StageRules rules) {
    this.readings = readings;
    this.rules = rules;
  }

  @Override
  public String name() {
    return "stages";
  }

  @Override
  public void keep(AcceptedMessage message, byte[] payload) {
    Environment environment = message.header().environment();
    List<Reading> some = new ArrayList<>(READINGS_PER_TRANSACTION);
    Instant[] newest = {Instant.MIN};
    StageFeed.read(
        file(message),
        each -> {
          some.add(rules.reading(each));
          newest[0] = newest[0].isBefore(each.observedAt()) ? each.observedAt() : newest[0];
          if (some.size() == READINGS_PER_TRANSACTION) {
            readings.add(environment, List.copyOf(some), message.ledgerIndex());
            some.clear();
          }
        });
    readings.add(environment, List.copyOf(some), message.ledgerIndex());
    if (newest[0].isAfter(Instant.MIN)) {
      readings.forget(environment, rules.keptFrom(newest[0], message.receivedAt()));
    }
  }

  /**
   * @throws KanheException 5006 if the message is no feed
   */
  static Payload.Stored file(AcceptedMessage message) {
    if (message.payload() instanceof Payload.Stored file) {
      return file;
    }
    throw new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        "a step for files in a route of " + message.header().operation() + " (expected: a feed)");
  }
}
