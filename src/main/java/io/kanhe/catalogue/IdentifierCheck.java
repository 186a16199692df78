package io.kanhe.catalogue;

import io.kanhe.message.Uscc;
import org.jspecify.annotations.Nullable;

/** Identifiers whose last character checks the others. Schema types of the same name carry them. */
enum IdentifierCheck {
  /** GB 32100-2015, MOD 31-3. */
  USCC("Uscc", "a unified social credit code with its right check character") {
    @Override
    boolean isValid(String value) {
      return Uscc.isValid(value);
    }
  },
  /** GB 11643-1999, ISO 7064 MOD 11-2. */
  CITIZEN_ID("CitizenId", "a citizen identity number with its right check character") {
    @Override
    boolean isValid(String value) {
      if (value.length() != CITIZEN_WEIGHTS.length + 1) {
        return false;
      }
      int sum = 0;
      for (int i = 0; i < CITIZEN_WEIGHTS.length; i++) {
        sum += Character.digit(value.charAt(i), 10) * CITIZEN_WEIGHTS[i];
      }
      return "10X98765432".charAt(sum % 11) == value.charAt(CITIZEN_WEIGHTS.length);
    }
  };

  static final String TYPES_NAMESPACE = "urn:kanhe:types:1.0";
  private static final int[] CITIZEN_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };

  private final String schemaType;
  private final String expected;

  IdentifierCheck(String schemaType, String expected) {
    this.schemaType = schemaType;
    this.expected = expected;
  }

  /** True if a value of the right shape has the right check character. */
  abstract boolean isValid(String value);

  String expected() {
    return expected;
  }

  static @Nullable IdentifierCheck ofSchemaType(@Nullable String namespace, @Nullable String name) {
    if (!TYPES_NAMESPACE.equals(namespace)) {
      return null;
    }
    for (IdentifierCheck each : values()) {
      if (each.schemaType.equals(name)) {
        return each;
      }
    }
    return null;
  }
}
