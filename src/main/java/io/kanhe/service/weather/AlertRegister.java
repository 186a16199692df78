package io.kanhe.service.weather;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.StateKeeper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers the alerts that passed, so that later ones can refer to them. The first message with an
 * alert id counts; the same id again changes nothing. Thread-safe.
 */
final class AlertRegister implements StateKeeper {

  private static final String FIND = "SELECT sender, sent FROM alert WHERE alert_id = ?";
  private static final String INSERT =
      "INSERT INTO alert (alert_id, sender, sent, msg_type, colour, regions, ledger_index)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (alert_id) DO NOTHING";

  private final Database database;

  AlertRegister(Database database) {
    this.database = database;
  }

  /**
   * @param sender issuer code, as in CAP
   */
  record Known(String sender, Instant sent) {}

  @Override
  public String name() {
    return "alerts";
  }

  Optional<Known> find(String alertId) {
    return database.read(
        connection -> {
          try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, alertId);
            try (ResultSet found = find.executeQuery()) {
              return found.next()
                  ? Optional.of(
                      new Known(found.getString(1), Instant.ofEpochMilli(found.getLong(2))))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * @throws io.kanhe.platform.KanheException 4002 if the payload is no CAP alert
   */
  @Override
  public void keep(AcceptedMessage message, byte[] payload) {
    CapAlert alert = CapAlert.read(payload);
    database.write(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, alert.id());
            insert.setString(2, alert.sender());
            insert.setLong(3, alert.sent().toEpochMilli());
            insert.setString(4, alert.msgType());
            insert.setString(5, alert.colour().map(Colour::label).orElse(""));
            insert.setString(6, String.join(",", alert.regions()));
            insert.setLong(7, message.ledgerIndex());
            return insert.executeUpdate();
          }
        });
  }
}
