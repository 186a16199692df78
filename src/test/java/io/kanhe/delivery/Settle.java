package io.kanhe.delivery;

import io.kanhe.intake.AcknowledgementSink.Settlement;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import java.sql.Connection;
import java.time.Instant;

/** Records a settlement as the pipeline does. */
record Settle(Settlement settlement) implements Change<Boolean> {
  @Override
  public Object key() {
    return settlement;
  }

  @Override
  public Plan<Boolean> plan(Connection transaction) {
    return new Append<>(
        Entry.of(settlement.type(), Instant.EPOCH, settlement.facts()),
        (recorded, batch) -> {
          settlement.writes().add(recorded.get(0), batch);
          return true;
        });
  }
}
