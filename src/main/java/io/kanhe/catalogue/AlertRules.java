package io.kanhe.catalogue;

import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What both forms of an alert have in common. */
final class AlertRules {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private AlertRules() {}

  static KanheException failed(String path, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, path + ": found " + found + ", expected " + expected);
  }

  /** Exercise and test never pass for the real thing, nor the other way round. */
  static void checkStatus(String status, @Nullable Header header) {
    if (header != null && status.equals("Actual") != (header.environment() == Environment.Actual)) {
      throw failed(
          "alert/status",
          "status " + status + " in a message of environment " + header.environment(),
          "Actual in both or in neither");
    }
  }

  static void checkReferences(boolean followsAnother, boolean hasReferences) {
    if (followsAnother && !hasReferences) {
      throw failed("alert/references", "none in an Update or Cancel", "the alert that it changes");
    }
  }

  /** Reads a time of either form; a missing offset means China standard time. */
  static OffsetDateTime time(String path, String text) {
    String form = text.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(form.length() == 19 ? form + CHINA : form);
    } catch (DateTimeParseException e) {
      throw new KanheException(
          ErrorCode.CONTRACT_VIOLATED,
          path + ": found no existing time, expected one as 2026-08-24T08:00:00+08:00");
    }
  }

  static void checkOrder(
      String path, @Nullable OffsetDateTime start, @Nullable OffsetDateTime expires) {
    if (start != null && expires != null && !expires.isAfter(start)) {
      throw failed(
          path + "/expires", "a time not after the start", "a time after effective, onset or sent");
    }
  }
}
