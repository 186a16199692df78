package io.kanhe.delivery;

import io.kanhe.platform.database.Database;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the rows that reads return. */
final class CountingDatabase implements Database {

  private final Database database;
  private final AtomicLong rows = new AtomicLong();

  CountingDatabase(Database database) {
    this.database = database;
  }

  long rowsOfLists() {
    return rows.get();
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public <T> T read(Work<T> work) {
    T result = database.read(work);
    if (result instanceof Collection<?> list) {
      rows.addAndGet(list.size());
    }
    return result;
  }

  @Override
  public <T> T write(Work<T> work) {
    return database.write(work);
  }

  @Override
  public boolean isWritable() {
    return database.isWritable();
  }

  @Override
  public void close() {
    database.close();
  }
}
