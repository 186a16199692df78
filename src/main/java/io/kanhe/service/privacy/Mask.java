package io.kanhe.service.privacy;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a personal value is shown to somebody who may not have it whole (domain 4.3, KL-50). */
enum Mask {
  name("name", Mask::maskName),
  farmer("farmer", Mask::maskName),
  idNo("idNo", value -> middle(value, 6, 4)),
  mobile("mobile", value -> middle(value, 3, 4)),
  plate("plate", Mask::maskPlate),
  vin("vin", value -> middle(value, 0, 6)),
  address("address", Mask::maskAddress),
  redact("redact", Mask::redactNumbers),
  drop("drop", value -> "");

  /** Identity numbers of 15 and 18 digits and account numbers, also in groups. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![0-9])[0-9](?:[ -]?[0-9]){13,18}[ -]?[0-9Xx](?![0-9])");

  private static final Pattern MOBILE =
      Pattern.compile("(?:(?<![0-9])(?:00)?86[ -]?|(?<![0-9]))1[3-9](?:[ -]?[0-9]){9}(?![0-9])");
  private static final Pattern PLATE =
      Pattern.compile(
          "[\\u4e00-\\u9fa5][A-HJ-NP-Z][·•・ -]?[A-HJ-NP-Z0-9]{4,6}[A-HJ-NP-Z0-9挂学警港澳]?",
          Pattern.CASE_INSENSITIVE);

  /** From the first number on; a number in words only where a house or flat follows it. */
  private static final Pattern HOUSE_NUMBER =
      Pattern.compile("(?:[0-9]|[一二三四五六七八九十百]+(?:号|弄|幢|栋|单元|室|楼)).*$", Pattern.DOTALL);

  private static final int WIDER = 0xFEE0;
  private static final int FULL_WIDTH = 0xFF00;

  private final String code;
  private final UnaryOperator<String> rule;

  Mask(String code, UnaryOperator<String> rule) {
    this.code = code;
    this.rule = rule;
  }

  /** The rule of that code of KL-50; empty for none, and for rules that no single value has. */
  static Optional<Mask> of(String code) {
    for (Mask mask : values()) {
      if (mask.code.equals(code)) {
        return Optional.of(mask);
      }
    }
    return Optional.empty();
  }

  String apply(String value) {
    return rule.apply(value);
  }

  private static String maskName(String value) {
    int[] letters = value.codePoints().toArray();
    if (letters.length <= 1) {
      return "*";
    }
    String first = new String(letters, 0, 1);
    return letters.length == 2
        ? first + "*"
        : first + "*".repeat(letters.length - 2) + new String(letters, letters.length - 1, 1);
  }

  /** Province and letter, then the last two: {@code 浙J·***45}. */
  private static String maskPlate(String value) {
    return value.length() < 6
        ? "*".repeat(value.length())
        : value.substring(0, 2)
            + "·"
            + "*".repeat(value.length() - 4)
            + value.substring(value.length() - 2);
  }

  private static String maskAddress(String value) {
    Matcher number = HOUSE_NUMBER.matcher(narrow(value));
    String road = number.find() ? value.substring(0, number.start()) : value;
    return road.isBlank() ? "*" : road;
  }

  private static String redactNumbers(String value) {
    String text = value;
    for (Pattern each : List.of(LONG_NUMBER, MOBILE, PLATE)) {
      text = covered(text, each);
    }
    return text;
  }

  private static String covered(String value, Pattern secret) {
    Matcher found = secret.matcher(narrow(value));
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (found.find()) {
      out.append(value, from, found.start()).append("***");
      from = found.end();
    }
    return out.append(value, from, value.length()).toString();
  }

  /** Full-width letters and digits as half-width ones, so that offsets stay (domain 7, trap 15). */
  private static String narrow(String value) {
    StringBuilder out = new StringBuilder(value.length());
    value
        .chars()
        .forEach(c -> out.append((char) (c > FULL_WIDTH && c < FULL_WIDTH + 0x7F ? c - WIDER : c)));
    return out.toString();
  }

  private static String middle(String value, int first, int last) {
    return value.length() <= first + last
        ? "*".repeat(value.length())
        : value.substring(0, first)
            + "*".repeat(value.length() - first - last)
            + value.substring(value.length() - last);
  }
}
