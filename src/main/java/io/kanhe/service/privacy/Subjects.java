package io.kanhe.service.privacy;

import io.kanhe.trust.KeyedHash;
import java.text.Normalizer;
import java.util.Locale;

/** Persons as the gateway knows them: by the keyed hash of an identifier. Thread-safe. */
final class Subjects {

  private final KeyedHash hash;

  Subjects(KeyedHash hash) {
    this.hash = hash;
  }

  /** The same for one identifier in full-width or half-width, upper or lower case. */
  String hash(String identifier) {
    String normal = Normalizer.normalize(identifier, Normalizer.Form.NFKC).strip();
    return hash.of(normal.toUpperCase(Locale.ROOT));
  }
}
