package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;

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
}
