package io.kanhe.admin.audit;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Records that an audit took place and what it found; gives the index of the entry. */
record AuditChange(AuditResult result) implements Change<Long> {

  private record Key(AuditResult of) {}

  @Override
  public Object key() {
    return new Key(result);
  }

  @Override
  public Plan<Long> plan(Connection transaction) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("scope", result.scope().name().toLowerCase(Locale.ROOT));
    facts.put("entries", Long.toString(result.entries()));
    String place = result.place();
    if (place != null) {
      facts.put("place", place);
      facts.put("reason", String.valueOf(result.reason()));
    }
    EntryType type = result.isSound() ? EntryType.AUDITED : EntryType.ALARM;
    return new Append<>(
        Entry.of(type, result.at(), facts), (recorded, batch) -> recorded.get(0).index());
  }
}
