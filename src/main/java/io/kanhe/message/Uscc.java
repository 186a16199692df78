package io.kanhe.message;

import java.util.Objects;

/**
 * A unified social credit code: the address of an organisation.
 *
 * <p>Standard: GB 32100-2015, 18 characters of a 31-letter alphabet, the last one a MOD 31-3 check
 * character.
 */
public record Uscc(String value) implements Comparable<Uscc> {

  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final int LENGTH = 18;

  /**
   * @throws IllegalArgumentException if {@code value} has another shape or a wrong check character
   */
  public Uscc {
    Objects.requireNonNull(value, "value");
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a unified social credit code: " + printable(value));
    }
  }

  public static boolean isValid(String value) {
    if (value.length() != LENGTH) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      int digit = ALPHABET.indexOf(value.charAt(i));
      if (digit < 0 || i >= 2 && i < 8 && digit > 9) {
        return false;
      }
      sum += digit * WEIGHTS[i];
    }
    return ALPHABET.indexOf(value.charAt(LENGTH - 1)) == (31 - sum % 31) % 31;
  }

  @Override
  public int compareTo(Uscc other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static String printable(String value) {
    String shown = value.length() > 24 ? value.substring(0, 24) + "…" : value;
    return shown.replaceAll("[^\\p{Alnum}…]", "?");
  }
}
