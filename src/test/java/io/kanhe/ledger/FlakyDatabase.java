package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;

/** A real database that can be broken and repaired, and that can lose the answer to a commit. */
final class FlakyDatabase implements Database {

  private final Database database;
  private volatile boolean broken;
  private volatile boolean losesAnswer;

  FlakyDatabase(Database database) {
    this.database = database;
  }

  void breakDown() {
    broken = true;
  }

  void repair() {
    broken = false;
  }

  void loseNextAnswer() {
    losesAnswer = true;
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    if (broken) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "broken by the test");
    }
    T result = database.write(work);
    if (losesAnswer) {
      losesAnswer = false;
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "answer lost by the test");
    }
    return result;
  }

  @Override
  public boolean isWritable() {
    return !broken && database.isWritable();
  }

  @Override
  public void close() {
    database.close();
  }
}
