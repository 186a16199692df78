package io.kanhe.catalogue;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The type of a CSV column: reads a cell from its bytes, without making a text of it where that
 * costs. Thread-safe.
 */
sealed interface CellType {

  /**
   * @return a number that stands for the value: the number itself, unscaled for decimals; a
   *     position for codes and regions
   * @throws CellRefusal if the cell is not of this type
   */
  long read(byte[] bytes, int from, int to);

  /** How many different values {@link #read} can give, from 0; 0 if that is not bounded. */
  default int distinct() {
    return 0;
  }

  private static CellRefusal form(String expected) {
    return new CellRefusal(ErrorCode.CONTRACT_VIOLATED, "a value of another form", expected);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Digits only, at most 18; -1 if it is something else. */
  private static long digits(byte[] bytes, int from, int to) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(bytes[i])) {
        return -1;
      }
      value = value * 10 + (bytes[i] - '0');
    }
    return value;
  }

  /**
   * GB/T 2260, six digits; read as the distance from 100000.
   *
   * @param unlisted codes, as read, that are certainly none
   */
  record Region(BitSet unlisted) implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      long value = to - from == 6 ? digits(bytes, from, to) : -1;
      if (value < 100_000) {
        throw form("a region code: six digits of GB/T 2260");
      }
      if (unlisted.get((int) value - 100_000)) {
        throw new CellRefusal(
            ErrorCode.CODE_UNKNOWN,
            "a region that is not listed",
            IdentifierType.REGION.expected());
      }
      return value - 100_000;
    }

    @Override
    public int distinct() {
      return 900_000;
    }
  }

  /** A whole number between two bounds, without sign and leading zeros. */
  record Whole(long minimum, long maximum) implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      long value = digits(bytes, from, to);
      if (value < minimum || value > maximum || bytes[from] == '0' && to - from > 1) {
        throw form("a whole number from " + minimum + " to " + maximum);
      }
      return value;
    }
  }

  /** A decimal number that is not negative; read as its unscaled value. */
  record Decimal(int precision, int scale) implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      int point = from;
      while (point < to && bytes[point] != '.') {
        point++;
      }
      int decimals = to - point - 1;
      long whole = digits(bytes, from, point);
      boolean pointless = point == to;
      long fraction = pointless ? 0 : digits(bytes, point + 1, to);
      boolean zeroLed = point - from > 1 && bytes[from] == '0';
      if (whole < 0
          || fraction < 0
          || decimals > scale
          || point - from > precision - scale
          || zeroLed) {
        throw form(
            "a number of at most " + (precision - scale) + " digits and " + scale + " decimals");
      }
      for (int i = pointless ? 0 : decimals; i < scale; i++) {
        fraction *= 10;
      }
      for (int i = 0; i < scale; i++) {
        whole *= 10;
      }
      return whole + fraction;
    }
  }

  /**
   * A decimal number between two bounds, with a sign if it is negative; read as its unscaled value.
   */
  record Signed(long minimum, long maximum, int scale) implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      boolean negative = from < to && bytes[from] == '-';
      long value = new Decimal(18, scale).read(bytes, negative ? from + 1 : from, to);
      value = negative ? -value : value;
      long unit = BigInteger.TEN.pow(scale).longValueExact();
      if (value < minimum * unit || value > maximum * unit) {
        throw form("a number from " + minimum + " to " + maximum);
      }
      return value;
    }
  }

  /** A point in time as 2026-08-24T20:00:00+08:00; read as seconds since 1970. */
  record Time() implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      try {
        return OffsetDateTime.parse(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1))
            .toEpochSecond();
      } catch (DateTimeException e) {
        throw form("a time as 2026-08-24T20:00:00+08:00");
      }
    }
  }

  /** Characters of ASCII in the form of a pattern. */
  record Form(Pattern pattern, String expected) implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      if (!pattern.matcher(text).matches()) {
        throw CellType.form(expected);
      }
      return 0;
    }
  }

  /** A day as 2026-08-24. */
  record Day() implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      boolean shaped = to - from == 10 && bytes[from + 4] == '-' && bytes[from + 7] == '-';
      long year = shaped ? digits(bytes, from, from + 4) : -1;
      long month = shaped ? digits(bytes, from + 5, from + 7) : -1;
      long day = shaped ? digits(bytes, from + 8, to) : -1;
      try {
        if (year >= 1900 && month > 0 && day > 0) {
          return LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
        }
      } catch (DateTimeException e) {
        // a day that no calendar has: refused below
      }
      throw form("a date as 2026-08-24");
    }
  }

  /** A unified social credit code with its check character. */
  record Organisation() implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      if (to - from != 18) {
        throw form("a unified social credit code of 18 characters");
      }
      if (!Uscc.isValid(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1))) {
        throw new CellRefusal(
            ErrorCode.CHECK_DIGIT_WRONG, "a wrong check character", IdentifierType.USCC.expected());
      }
      return 0;
    }
  }

  /** Text in UTF-8. */
  record Text(int maxCharacters) implements CellType {
    @Override
    public long read(byte[] bytes, int from, int to) {
      try {
        int length =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .length();
        if (length > maxCharacters) {
          throw form("a text of at most " + maxCharacters + " characters");
        }
        return length;
      } catch (CharacterCodingException e) {
        throw new CellRefusal(ErrorCode.MALFORMED, "bytes that are not UTF-8", "text in UTF-8");
      }
    }
  }

  /** A code of a list; read as its position in the list. */
  final class Code implements CellType {

    private final String list;
    private final Map<String, Integer> positions = new HashMap<>();

    Code(String list, Collection<String> codes) {
      this.list = list;
      List.copyOf(codes).forEach(each -> positions.put(each, positions.size()));
    }

    String list() {
      return list;
    }

    @Override
    public long read(byte[] bytes, int from, int to) {
      Integer position =
          positions.get(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
      if (position == null) {
        throw new CellRefusal(
            ErrorCode.CODE_UNKNOWN, "a value outside its code list", "a code of " + list);
      }
      return position;
    }

    @Override
    public int distinct() {
      return positions.size();
    }
  }
}
