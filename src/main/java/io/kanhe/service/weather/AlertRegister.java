package io.kanhe.service.weather;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Environment;
import io.kanhe.platform.database.Database;
import io.kanhe.service.weather.JdbcAlerts.Known;
import io.kanhe.service.weather.JdbcAlerts.State;
import java.util.Optional;

/** What is known of the alerts that came, for the routes. Thread-safe. */
@FunctionalInterface
interface AlertRegister {

  Optional<Known> find(Environment environment, String alertId);

  /** The alerts of the gateway's database. */
  static AlertRegister of(Database database) {
    return (environment, alertId) ->
        database.read(connection -> JdbcAlerts.find(connection, environment, alertId));
  }

  /** False for a repetition of an alert, and for one that a later one was here before. */
  default boolean isNews(AcceptedMessage message, String alertId) {
    return find(message.header().environment(), alertId)
        .map(known -> known.ledgerIndex() == message.ledgerIndex() && !known.overtaken())
        .orElse(true);
  }

  /** Whether a Cancel has ended the alert. */
  default boolean isCancelled(AcceptedMessage message, String alertId) {
    return find(message.header().environment(), alertId)
        .filter(known -> known.state() == State.CANCELLED)
        .isPresent();
  }
}
