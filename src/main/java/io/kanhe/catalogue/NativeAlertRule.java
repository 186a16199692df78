package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules of the national alert structure (domain 2.4). */
final class NativeAlertRule implements DocumentRule {

  private static final Pattern REGION = Pattern.compile("[1-9][0-9]{11}");
  private static final Set<String> CANCEL = Set.of("Cancel", "Cancle");

  private final @Nullable Header header;
  private String msgType = "";
  private boolean references;
  private boolean info;
  private @Nullable OffsetDateTime sent;
  private @Nullable OffsetDateTime start;
  private @Nullable OffsetDateTime expires;

  NativeAlertRule(@Nullable Header header) {
    this.header = header;
  }

  @Override
  public void leaf(String path, String text) {
    if (text.isEmpty()) {
      return;
    }
    switch (path) {
      case "alert/sendTime" -> sent = AlertRules.time(path, text);
      case "alert/status" -> AlertRules.checkStatus(text, header);
      case "alert/msgType" -> msgType = text;
      case "alert/references" -> references = true;
      case "alert/info/effective" -> start = AlertRules.time(path, text);
      case "alert/info/onset" -> {
        OffsetDateTime onset = AlertRules.time(path, text);
        start = start == null ? onset : start;
      }
      case "alert/info/expires" -> expires = AlertRules.time(path, text);
      case "alert/info/area/geocode" -> geocodes(path, text);
      default -> {}
    }
  }

  @Override
  public void end(String path) {
    if (path.equals("alert/info")) {
      info = true;
      AlertRules.checkOrder(path, start == null ? sent : start, expires);
    } else if (path.equals("alert")) {
      AlertRules.checkReferences(!msgType.equals("Alert"), references);
      if (!info && !CANCEL.contains(msgType)) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED,
            path + ": found no info, expected one, which only a Cancel may leave out");
      }
    }
  }

  private static void geocodes(String path, String text) {
    for (String each : text.split(",", -1)) {
      if (!REGION.matcher(each.strip()).matches()) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED,
            path
                + ": found a value of another form, expected region codes of twelve digits joined by commas");
      }
    }
  }
}
