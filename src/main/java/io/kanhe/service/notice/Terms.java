package io.kanhe.service.notice;

import java.time.Duration;

/**
 * How long the days of rules last: a day, or a moment where an exercise plays weeks in minutes.
 *
 * @param day {@code kanhe.sandbox.day}; a whole day in production
 */
public record Terms(Duration day) {

  public Duration days(int count) {
    return day.multipliedBy(count);
  }

  public Duration hours(int count) {
    return day.multipliedBy(count).dividedBy(24);
  }
}
