package io.kanhe.message;

import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The lexical forms of header fields. Every refusal names the field and never shows its value. */
final class FieldForms {

  private static final int MAX_NAME = 64;
  private static final int MAX_CODE = 32;
  private static final int MAX_VERSION_DIGITS = 4;
  private static final int MAX_COUNT_DIGITS = 18;
  private static final int USCC_LENGTH = 18;
  private static final String USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private FieldForms() {}

  static KanheException invalid(String field, String expected) {
    return new KanheException(
        ErrorCode.HEADER_INVALID, "field " + field + " (expected: " + expected + ")");
  }

  static <T> @Nullable T map(
      String field, @Nullable String value, BiFunction<String, String, T> form) {
    return value == null ? null : form.apply(field, value);
  }

  static MessageId messageId(String field, String value) {
    try {
      MessageId id = MessageId.parse(value);
      // UUID.fromString takes groups of other lengths, so two texts could name one id.
      if (!id.toString().equalsIgnoreCase(value)) {
        throw invalid(field, "a UUID of 36 characters");
      }
      return id;
    } catch (IllegalArgumentException e) {
      throw invalid(field, "a UUID of 36 characters");
    }
  }

  /** A name of the catalogue: letters, digits, {@code . _ -}. */
  static String name(String field, String value) {
    return restricted(field, value, MAX_NAME);
  }

  static String code(String field, String value) {
    return restricted(field, value, MAX_CODE);
  }

  static String version(String value) {
    int dot = value.indexOf('.');
    if (!isNumber(value, 0, dot) || !isNumber(value, dot + 1, value.length())) {
      throw invalid("version", "major.minor");
    }
    return value;
  }

  static <E extends Enum<E>> E constant(String field, String value, E[] constants) {
    for (E constant : constants) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw invalid(field, "one of " + Arrays.toString(constants));
  }

  static Uscc uscc(String field, String value) {
    if (Uscc.isValid(value)) {
      return new Uscc(value);
    }
    boolean shaped =
        value.length() == USCC_LENGTH && value.chars().allMatch(c -> USCC_LETTERS.indexOf(c) >= 0);
    if (shaped) {
      throw new KanheException(
          ErrorCode.CHECK_DIGIT_WRONG,
          "field " + field + " (expected: a unified social credit code, GB 32100)");
    }
    throw invalid(field, "a unified social credit code of 18 characters");
  }

  static OffsetDateTime dateTime(String field, String value) {
    try {
      return XmlDateTime.parse(value);
    } catch (DateTimeException e) {
      throw invalid(field, "a dateTime with an offset, such as 2026-01-31T08:00:00+08:00");
    }
  }

  /** Free text on one line. */
  static String text(String field, String value, int maxChars) {
    boolean plain = value.chars().noneMatch(c -> c < ' ' || c == 0x7F || c >= 0x80 && c < 0xA0);
    if (value.isBlank() || value.codePointCount(0, value.length()) > maxChars || !plain) {
      throw invalid(field, "1 to " + maxChars + " characters on one line");
    }
    if (value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
      throw invalid(field, "no space at either end");
    }
    return value;
  }

  static long count(String field, String value) {
    if (value.isEmpty()
        || value.length() > MAX_COUNT_DIGITS
        || !digitsOnly(value, 0, value.length())) {
      throw invalid(field, "a whole number from 0");
    }
    return Long.parseLong(value);
  }

  static boolean flag(String field, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(field, "true or false");
    };
  }

  static Digest digest(String field, @Nullable String algorithm, String hex) {
    try {
      return new Digest(
          DigestAlgorithm.ofLabel(algorithm == null ? "" : algorithm),
          HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw invalid(
          field, "algorithm SHA-256, SHA-384, SHA-512 or SM3 and as many hex digits as it has");
    }
  }

  private static String restricted(String field, String value, int maxChars) {
    if (value.isEmpty() || value.length() > maxChars) {
      throw invalid(field, "1 to " + maxChars + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && (i == 0 || c != '.' && c != '-' && c != '_')) {
        throw invalid(field, "letters, digits, '.', '_' and '-'");
      }
    }
    return value;
  }

  private static boolean isNumber(String value, int from, int to) {
    return from < to && to - from <= MAX_VERSION_DIGITS && digitsOnly(value, from, to);
  }

  private static boolean digitsOnly(String value, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
