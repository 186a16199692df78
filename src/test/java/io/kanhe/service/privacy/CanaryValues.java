package io.kanhe.service.privacy;

import java.util.Locale;
import java.util.Optional;

/** Makes values that keep the type of a field and are told apart from all others. Invented. */
final class CanaryValues {

  private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  private static final int[] USCC_WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private int next = 1;

  /** A value of that type; empty where the type leaves no room: dates, codes, yes or no. */
  Optional<String> of(String type, String path, String instead) {
    int n = next++;
    return switch (type) {
      case "CitizenId", "PersonIdNo" -> Optional.of(citizen(n));
      case "PlateNo" -> Optional.of(plate(n, instead.length()));
      case "Vin" -> Optional.of(vin(n));
      case "Uscc" -> Optional.of(uscc(n));
      case "Phone" -> Optional.of(mobile(n));
      case "No24", "No30", "No32", "No40", "PolicyNo" -> Optional.of(number("CANARY-%06d", n));
      case "Uri" -> Optional.of(number("urn:kanhe:blob:canary%06d", n));
      case "PoliceUnit12" -> Optional.of(number("331081%06d", 910_000 + n));
      case "Longitude" -> Optional.of(number("121.4%05d", 10_000 + n));
      case "Latitude" -> Optional.of(number("28.4%05d", 10_000 + n));
      case "Money", "Amount" -> Optional.of(money(path, n));
      case "Text60", "AnyText" -> Optional.of("甄丝雀" + letters(n) + "甲");
      case "Text200" -> Optional.of(path.endsWith("location") ? place(n) : text(n));
      case "Text1000", "Text2000", "PlainText" -> Optional.of(text(n));
      default -> Optional.empty();
    };
  }

  /** Small where a rule says how much may be settled without the police. */
  private static String money(String path, int n) {
    return path.endsWith("estimatedLoss") && path.contains("Collision")
        ? number("1%03d.53", n)
        : number("73%04d.17", n);
  }

  /** What free text hides: an identity number, a mobile, a plate, in half and in full width. */
  static String text(int n) {
    return "丝雀"
        + letters(n)
        + "称"
        + citizen(n)
        + "电话"
        + mobile(n)
        + "车牌"
        + plate(n, 7)
        + "又称"
        + wide(citizen(n))
        + "及"
        + wide(mobile(n))
        + "与"
        + wide(plate(n, 8));
  }

  static String citizen(int n) {
    String digits = number("33108119000101%03d", n);
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (digits.charAt(i) - '0') * ID_WEIGHTS[i];
    }
    return digits + "10X98765432".charAt(sum % 11);
  }

  static String mobile(int n) {
    return number("1380%07d", 9_000_000 + n);
  }

  static String plate(int n, int length) {
    return length == 8 ? number("浙JD%05d", 70_000 + n) : number("浙J%05d", 70_000 + n);
  }

  static String vin(int n) {
    String text = number("LTEST0000P09%05d", n);
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      char c = text.charAt(i);
      int value = c <= '9' ? c - '0' : letterValue(c);
      sum += value * VIN_WEIGHTS[i];
    }
    int check = sum % 11;
    return text.substring(0, 8) + (check == 10 ? "X" : check) + text.substring(9);
  }

  private static int letterValue(char c) {
    String[] values = {"", "AJ", "BKS", "CLT", "DMU", "ENV", "FW", "GPX", "HY", "RZ"};
    for (int i = 1; i < values.length; i++) {
      if (values[i].indexOf(c) >= 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("no letter of a VIN: " + c);
  }

  static String uscc(int n) {
    String text = number("91331081TEXT9%04d", n);
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += USCC.indexOf(text.charAt(i)) * USCC_WEIGHTS[i];
    }
    return text + USCC.charAt((31 - sum % 31) % 31);
  }

  static String place(int n) {
    return "示例县丝雀" + letters(n) + "路" + (8000 + n) + "号3单元";
  }

  private static String letters(int n) {
    return new String(new int[] {0x4E10 + n * 3, 0x6210 + n * 5}, 0, 2);
  }

  private static String wide(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append((char) (c >= '0' && c <= 'Z' ? c + 0xFEE0 : c)));
    return out.toString();
  }

  private static String number(String format, int n) {
    return String.format(Locale.ROOT, format, n);
  }
}
