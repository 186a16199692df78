package io.kanhe.platform.database;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates database errors without their text, which may quote rows. */
final class StoreErrors {

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private StoreErrors() {}

  static KanheException unavailable(String step, SQLException cause) {
    log(step, cause);
    return new KanheException(
        ErrorCode.STORE_UNAVAILABLE,
        "the database failed at a " + step + " (" + codes(cause) + ")",
        cause);
  }

  static void log(String step, SQLException cause) {
    log.warn("database: {} failed ({})", step, codes(cause));
  }

  private static String codes(SQLException cause) {
    return "SQLSTATE " + cause.getSQLState() + ", error " + cause.getErrorCode();
  }
}
