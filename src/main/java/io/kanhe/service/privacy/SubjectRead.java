package io.kanhe.service.privacy;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records that somebody looks at what is known of a person. The entry, which partners can read,
 * does not say of which person: not even as a hash, by which two looks could be linked.
 */
record SubjectRead(String subjectHash, String by, @Nullable String purpose, Instant at)
    implements Change<Long> {

  private static final String INSERT =
      """
      INSERT INTO subject_read (read_index, subject_hash, reader, purpose, read_at)
      VALUES (?, ?, ?, ?, ?)""";

  @Override
  public Object key() {
    return this;
  }

  @Override
  public Plan<Long> plan(Connection transaction) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("content", "disclosures");
    facts.put("by", by);
    if (purpose != null) {
      facts.put("purpose", purpose);
    }
    return new Append<>(
        Entry.of(EntryType.READ, at, facts),
        (recorded, batch) -> {
          long index = recorded.get(0).index();
          batch.add(INSERT, index, subjectHash, by, purpose, at);
          return index;
        });
  }

  @Override
  public String toString() {
    return "SubjectRead[by " + by + "]";
  }
}
