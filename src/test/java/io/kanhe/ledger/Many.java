package io.kanhe.ledger;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** Records many entries at once. */
record Many(int first, int count) implements Change<Recorded> {

  @Override
  public Object key() {
    return first;
  }

  @Override
  public Plan<Recorded> plan(Connection transaction) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(Note.entry(first + i));
    }
    return new Append<>(entries, (recorded, batch) -> recorded.get(0));
  }
}
