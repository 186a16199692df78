package io.kanhe.catalogue;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long the bodies of a service's messages are stored once they are delivered to all (domain
 * 4.5). Entries of the ledger stay.
 */
public sealed interface Retention {

  /** Of data that is restricted to the police. */
  int RESTRICTED_CLASS = 4;

  /**
   * @param after the last recipient acknowledged; zero for bodies that only the parties keep
   */
  record UntilAcknowledged(Duration after) implements Retention {

    @Override
    public String toString() {
      return after.isZero() ? "until-acknowledged" : "until-acknowledged+" + after;
    }
  }

  /**
   * @param age since acceptance
   */
  record Age(Duration age) implements Retention {

    @Override
    public String toString() {
      return age.toString();
    }
  }

  /** What holds where a service does not say it. */
  static Retention ofClass(int personalDataClass) {
    return new UntilAcknowledged(
        personalDataClass >= RESTRICTED_CLASS ? Duration.ZERO : Duration.ofHours(72));
  }

  /**
   * @param text {@code until-acknowledged}, {@code until-acknowledged+72h} or an ISO 8601 duration
   * @throws IllegalArgumentException for anything else
   */
  static Retention parse(String text) {
    Matcher matcher = Pattern.compile("until-acknowledged(?:\\+(\\w+))?").matcher(text);
    if (matcher.matches()) {
      String after = matcher.group(1);
      return new UntilAcknowledged(
          after == null ? Duration.ZERO : DurationStyle.SIMPLE.parse(after));
    }
    try {
      Duration age = Duration.parse(text);
      if (age.isNegative()) {
        throw new IllegalArgumentException("a negative duration");
      }
      return new Age(age);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no duration", e);
    }
  }
}
