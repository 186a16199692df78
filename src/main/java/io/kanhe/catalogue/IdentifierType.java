package io.kanhe.catalogue;

import io.kanhe.message.Uscc;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of identifiers. The schema type of the same name says the form; what a pattern cannot say
 * stands here. Values of these types are read after NFKC, because people type plates and numbers in
 * full width.
 */
enum IdentifierType {
  /** GB 32100-2015, MOD 31-3. */
  USCC("Uscc", "a unified social credit code with its right check character") {
    @Override
    boolean hasRightCheckCharacter(String value) {
      return Uscc.isValid(value);
    }
  },
  /** GB 11643-1999, ISO 7064 MOD 11-2. */
  CITIZEN_ID("CitizenId", "a citizen identity number with its right check character") {
    @Override
    boolean hasRightCheckCharacter(String value) {
      int sum = 0;
      for (int i = 0; i < CITIZEN_WEIGHTS.length; i++) {
        sum += Character.digit(value.charAt(i), 10) * CITIZEN_WEIGHTS[i];
      }
      return "10X98765432".charAt(sum % 11) == value.charAt(CITIZEN_WEIGHTS.length);
    }

    @Override
    boolean isPossible(String value) {
      try {
        LocalDate.of(number(value, 6, 10), number(value, 10, 12), number(value, 12, 14));
        return true;
      } catch (DateTimeException e) {
        return false;
      }
    }
  },
  /** The number of any identity document; a citizen's own is checked by a rule. */
  PERSON_ID("PersonIdNo", "the number of an identity document"),
  /** GB 16735-2019, MOD 11 at the ninth place, which vehicles from abroad need not keep. */
  VIN("Vin", "a vehicle identification number with its right check character") {
    @Override
    boolean hasRightCheckCharacter(String value) {
      int sum = 0;
      for (int i = 0; i < value.length(); i++) {
        sum += vinValue(value.charAt(i)) * VIN_WEIGHTS[i];
      }
      return "0123456789X".charAt(sum % 11) == value.charAt(8);
    }
  },
  /** GA 36-2018; no check character. */
  PLATE("PlateNo", "a number plate"),
  /** Decree 67 of 2006, article 8: species, county, serial number from 1. */
  EAR_TAG(
      "EarTag15", "an ear tag: species 1 to 3, county of six digits, serial number from 00000001") {
    @Override
    boolean isPossible(String value) {
      return !value.endsWith("00000000") && !value.startsWith("00", COUNTY_AT);
    }

    @Override
    String regionOf(String value) {
      return value.substring(1, 7);
    }
  },
  /** GB/T 2260. */
  REGION("RegionCode6", "a region code that is or was in force") {
    @Override
    String regionOf(String value) {
      return value;
    }
  },
  /** GB/T 2260 and six digits for town and village. */
  REGION_12("RegionCode12", "a region code whose first six digits are or were in force") {
    @Override
    String regionOf(String value) {
      return value.substring(0, 6);
    }
  };

  static final String TYPES_NAMESPACE = "urn:kanhe:types:1.0";
  private static final int COUNTY_AT = 5;
  private static final int[] CITIZEN_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
  private static final String VIN_VALUES = "12345678123457923456789";

  private final String schemaType;
  private final String expected;

  IdentifierType(String schemaType, String expected) {
    this.schemaType = schemaType;
    this.expected = expected;
  }

  /** True if a value of the right shape has the right check character, or the kind has none. */
  boolean hasRightCheckCharacter(String value) {
    return true;
  }

  /** False for values of the right shape that cannot exist. */
  boolean isPossible(String value) {
    return true;
  }

  /** The six digits of GB/T 2260 in a value, empty if its kind holds none that is checked. */
  String regionOf(String value) {
    return "";
  }

  String expected() {
    return expected;
  }

  private static int vinValue(char character) {
    int letter = VIN_LETTERS.indexOf(character);
    return Character.digit(letter < 0 ? character : VIN_VALUES.charAt(letter), 10);
  }

  private static int number(String value, int from, int to) {
    return Integer.parseInt(value, from, to, 10);
  }

  static @Nullable IdentifierType ofSchemaType(@Nullable String namespace, @Nullable String name) {
    if (!TYPES_NAMESPACE.equals(namespace)) {
      return null;
    }
    for (IdentifierType each : values()) {
      if (each.schemaType.equals(name)) {
        return each;
      }
    }
    return null;
  }
}
