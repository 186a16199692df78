package io.kanhe.platform.database;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database.Dialect;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to the version of the program, from {@code db/migration/<dialect>}. */
final class Migrations {

  private Migrations() {}

  /**
   * @throws KanheException 5004 STORE_UNAVAILABLE if the database cannot be reached, is newer than
   *     the program or was migrated from other files
   */
  static void run(DataSource source, Dialect dialect) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:db/migration/" + dialect.name().toLowerCase(Locale.ROOT))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE,
          "the database cannot be reached or its tables do not fit this version of the program (see the cause)",
          e);
    }
  }
}
