package io.kanhe.message.xml;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code xs:dateTime} with a mandatory offset: the same instant for every reader.
 *
 * <p>Standard: XML Schema 1.1 part 2, section 3.4.28, without negative years, hour 24 and leap
 * seconds.
 */
public final class XmlDateTime {

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?"
              + "(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
  private static final int MAX_OFFSET_MINUTES = 14 * 60;
  private static final int NANO_DIGITS = 9;

  private XmlDateTime() {}

  /**
   * @throws DateTimeException if {@code text} has another form or is no date
   */
  public static OffsetDateTime parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("not a dateTime with an offset");
    }
    LocalDateTime local =
        LocalDateTime.of(
            number(parts, 1),
            number(parts, 2),
            number(parts, 3),
            number(parts, 4),
            number(parts, 5),
            number(parts, 6),
            nanos(parts.group(7)));
    return OffsetDateTime.of(local, offset(parts));
  }

  /** Keeps offset and fraction: reading it again gives an equal value. */
  public static String write(OffsetDateTime value) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value);
  }

  private static ZoneOffset offset(Matcher parts) {
    if (parts.group(8) == null) {
      return ZoneOffset.UTC;
    }
    int minutes = number(parts, 10);
    int total = number(parts, 9) * 60 + minutes;
    if (minutes > 59 || total > MAX_OFFSET_MINUTES) {
      throw new DateTimeException("offset beyond 14:00");
    }
    return ZoneOffset.ofTotalSeconds((parts.group(8).equals("-") ? -60 : 60) * total);
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    return Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
