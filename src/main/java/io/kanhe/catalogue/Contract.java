package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import java.util.List;
import java.util.Set;

/**
 * What a payload of one format must look like: structure, code lists, identifiers, rules of one
 * document. Thread-safe.
 */
public interface Contract {

  /**
   * True if the payload claims to be of this format, by its root element or heading; says nothing
   * about validity.
   */
  boolean appliesTo(Payload payload);

  /**
   * @return the number of records: 1 for a document, data rows for a table
   * @throws io.kanhe.platform.KanheException 1001 to 1004, 1007, 1012 or 4002 with the place
   *     (element or row) and the expected form, never the offending personal value
   */
  long check(Payload payload);

  /** As {@link #check(Payload)}, and that the payload agrees with the header it came under. */
  default long check(Payload payload, Header header) {
    return check(payload);
  }

  /** As {@link #check(Payload, Header)}, with what is doubtful but no reason to refuse. */
  default Findings examine(Payload payload, Header header) {
    return new Findings(check(payload, header), Set.of());
  }

  /** The fields of the format in the order of a payload; empty where they carry no notes. */
  default List<Field> fields() {
    return List.of();
  }

  /**
   * @param warnings codes in capitals, as {@code VIN_CHECK_DIGIT}; never a value
   */
  record Findings(long records, Set<String> warnings) {

    public Findings {
      warnings = Set.copyOf(warnings);
    }
  }
}
