package io.kanhe.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of evidence. Its canonical bytes are the leaf of the Merkle tree.
 *
 * @param facts digests, ids and codes; never a personal value, a name or a payload
 */
public record Entry(EntryType type, Instant time, SortedMap<String, String> facts) {

  public Entry {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  public static Entry of(EntryType type, Instant time, Map<String, String> facts) {
    return new Entry(type, time, new TreeMap<>(facts));
  }

  /**
   * Canonical JSON: {@code {"facts":{…},"time":"…","type":"…","v":"1"}}, keys sorted, only strings,
   * UTF-8.
   *
   * <p>Standard: RFC 8785, restricted to objects and strings.
   */
  public byte[] canonicalBytes() {
    return EntryCodec.write(this);
  }

  /**
   * Reads the canonical form and no other.
   *
   * @throws io.kanhe.platform.KanheException 1001 MALFORMED
   */
  public static Entry parse(byte[] canonicalBytes) {
    return EntryCodec.read(canonicalBytes);
  }
}
