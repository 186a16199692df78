package io.kanhe.sandbox;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as 30s, 5m or 1h. */
final class TimeConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      Duration time = DurationStyle.SIMPLE.parse(text);
      if (!time.isNegative() && !time.isZero()) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      // said below, as for what is not positive
    }
    throw new TypeConversionException("'" + text + "' is no time, expected one as 30s, 5m or 1h");
  }
}
