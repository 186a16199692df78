package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules of CAP 1.2, profile kanhe-cn:1.0.
 *
 * <p>Standard: OASIS CAP 1.2 section 3.2; colours after domain code list CL-04.
 */
final class CapAlertRule implements DocumentRule {

  private static final Map<String, String> SEVERITY_OF_COLOUR =
      Map.of("Blue", "Minor", "Yellow", "Moderate", "Orange", "Severe", "Red", "Extreme");

  private final @Nullable Header header;
  private String msgType = "";
  private String scope = "";
  private boolean references;
  private boolean restriction;
  private boolean addresses;
  private int infos;
  private @Nullable OffsetDateTime sent;
  private @Nullable OffsetDateTime start;
  private @Nullable OffsetDateTime expires;
  private String severity = "";
  private String parameterName = "";
  private String colour = "";

  CapAlertRule(@Nullable Header header) {
    this.header = header;
  }

  @Override
  public void leaf(String path, String text) {
    switch (path) {
      case "alert/sent" -> sent = AlertRules.time(path, text);
      case "alert/status" -> AlertRules.checkStatus(text, header);
      case "alert/msgType" -> msgType = text;
      case "alert/scope" -> scope = text;
      case "alert/references" -> references = true;
      case "alert/restriction" -> restriction = true;
      case "alert/addresses" -> addresses = true;
      case "alert/info/effective" -> start = AlertRules.time(path, text);
      case "alert/info/onset" -> start = start == null ? AlertRules.time(path, text) : start;
      case "alert/info/expires" -> expires = AlertRules.time(path, text);
      case "alert/info/severity" -> severity = text;
      case "alert/info/parameter/valueName" -> parameterName = text;
      case "alert/info/parameter/value" -> parameter(path, text);
      case "alert/info/area/polygon" -> polygon(path, text);
      default -> {}
    }
  }

  @Override
  public void end(String path) {
    if (path.equals("alert/info")) {
      endInfo(path);
    } else if (path.equals("alert")) {
      endAlert(path);
    }
  }

  private void parameter(String path, String text) {
    if (parameterName.equals("kanhe:warningColor")) {
      if (!SEVERITY_OF_COLOUR.containsKey(text)) {
        throw new KanheException(
            ErrorCode.CODE_UNKNOWN,
            path + ": found a colour outside its list, expected one of Blue, Yellow, Orange, Red");
      }
      colour = text;
    }
  }

  private static void polygon(String path, String text) {
    String first = text.substring(0, Math.max(0, text.indexOf(' ')));
    if (!text.endsWith(" " + first)) {
      throw AlertRules.failed(path, "an open line", "a last point equal to the first");
    }
  }

  private void endInfo(String path) {
    infos++;
    AlertRules.checkOrder(path, start == null ? sent : start, expires);
    if (!colour.isEmpty() && !severity.equals(SEVERITY_OF_COLOUR.get(colour))) {
      throw AlertRules.failed(
          path + "/severity",
          severity + " with warning colour " + colour,
          SEVERITY_OF_COLOUR.get(colour));
    }
    start = null;
    expires = null;
    colour = "";
  }

  private void endAlert(String path) {
    AlertRules.checkReferences(!msgType.equals("Alert"), references);
    if (infos == 0 && !msgType.equals("Cancel")) {
      throw new KanheException(
          ErrorCode.CONTRACT_VIOLATED,
          path + ": found no info, expected one, which only a Cancel may leave out");
    }
    if (scope.equals("Restricted") && !restriction) {
      throw AlertRules.failed(
          path + "/restriction", "none with scope Restricted", "the rule of distribution");
    }
    if (scope.equals("Private") && !addresses) {
      throw AlertRules.failed(path + "/addresses", "none with scope Private", "the addressees");
    }
  }
}
