package io.kanhe.service.weather;

import java.util.Locale;
import java.util.Optional;

/** Warning colours, code list CL-04, from the least to the most severe. */
enum Colour {
  BLUE("Blue", 4, "Minor"),
  YELLOW("Yellow", 3, "Moderate"),
  ORANGE("Orange", 2, "Severe"),
  RED("Red", 1, "Extreme");

  private final String label;
  private final int level;
  private final String severity;

  Colour(String label, int level, String severity) {
    this.label = label;
    this.level = level;
    this.severity = severity;
  }

  /** Reads a colour in any case: partners write Orange and ORANGE. */
  static Optional<Colour> of(String word) {
    try {
      return Optional.of(valueOf(word.strip().toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<Colour> ofSeverity(String severity) {
    for (Colour colour : values()) {
      if (colour.severity.equals(severity)) {
        return Optional.of(colour);
      }
    }
    return Optional.empty();
  }

  String label() {
    return label;
  }

  /** 1 is the most severe. */
  int level() {
    return level;
  }

  /** The value of CAP's {@code severity}. */
  String severity() {
    return severity;
  }
}
