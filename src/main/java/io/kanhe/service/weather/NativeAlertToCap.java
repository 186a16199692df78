package io.kanhe.service.weather;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.routing.PayloadTransform;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the national alert structure into CAP 1.2, profile {@code kanhe-cn:1.0}.
 *
 * <p>Standard: OASIS CAP 1.2 section 3.2; event codes of GB/T 35561-2017. The name of the person on
 * duty ({@code senderName}) and the dissemination list ({@code code}) do not pass: they stay in the
 * recorded original. Thread-safe.
 */
final class NativeAlertToCap implements PayloadTransform {

  static final String CAP = "urn:oasis:names:tc:emergency:cap:1.2";

  private static final Logger LOG = LoggerFactory.getLogger(NativeAlertToCap.class);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
          .withResolverStyle(java.time.format.ResolverStyle.STRICT);
  private static final Pattern ALERT_ID = Pattern.compile("([0-9]{14})_([0-9]{14})(?:_[0-9])?");
  private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");
  private static final Pattern WEB = Pattern.compile("https?://\\S{1,900}");
  private static final int SHORT_TEXT = 256;

  private final AlertRegister register;
  private final UnaryOperator<String> eventLabel;
  private final CapAreas areas;

  /**
   * @param eventLabel Chinese label of an event code, the code itself if it has none
   */
  NativeAlertToCap(AlertRegister register, UnaryOperator<String> eventLabel, Gazetteer gazetteer) {
    this.register = register;
    this.eventLabel = eventLabel;
    this.areas = new CapAreas(gazetteer);
  }

  @Override
  public String name() {
    return "native-alert-to-cap";
  }

  /**
   * @throws KanheException 4002 if the alert is classified but public, or refers to no possible
   *     alert
   */
  @Override
  public byte[] apply(AcceptedMessage message, byte[] payload) {
    NativeAlert alert = NativeAlert.read(payload);
    String scope = alert.text("scope");
    String classification = alert.text("secClassification");
    boolean classified = !classification.isEmpty() && !classification.equalsIgnoreCase("None");
    if (classified && scope.equals("Public")) {
      throw failed("secClassification", "a classified alert with scope Public", "None");
    }
    ElementWriter cap = new ElementWriter("alert", CAP);
    cap.leaf("identifier", alert.text("identifier"))
        .leaf("sender", alert.text("senderCode"))
        .leaf("sent", time("sendTime", alert.text("sendTime")))
        .leaf("status", alert.text("status"))
        .leaf("msgType", msgType(message, alert.text("msgType")))
        .leaf("scope", scope);
    // CAP asks for these two; the national structure leaves the distribution to agreements.
    cap.leaf("restriction", scope.equals("Restricted") ? "by agreement" : "")
        .leaf("addresses", scope.equals("Private") ? "by agreement" : "")
        .leaf("code", "profile:kanhe-cn:1.0")
        .leaf("note", alert.text("note"))
        .leaf("references", references(message, alert.text("references")));
    alert.info().ifPresent(info -> info(cap, alert, info));
    return cap.finish();
  }

  private void info(ElementWriter cap, NativeAlert alert, XmlElement info) {
    String event = NativeAlert.text(info, "eventType");
    Colour colour =
        Colour.of(NativeAlert.text(info, "severity"))
            .orElseThrow(() -> failed("info/severity", "another word", "a colour of CL-04"));
    String language = NativeAlert.text(info, "language");
    cap.begin("info")
        .leaf("language", LANGUAGE.matcher(language).matches() ? language : "")
        .leaf("category", category(event))
        .leaf("event", eventLabel.apply(event))
        .leaf("urgency", orUnknown(NativeAlert.text(info, "urgency")))
        .leaf("severity", colour.severity())
        .leaf("certainty", orUnknown(NativeAlert.text(info, "certainty")))
        .pair("eventCode", "GB/T35561-2017", event)
        .leaf("effective", time("info/effective", NativeAlert.text(info, "effective")))
        .leaf("onset", time("info/onset", NativeAlert.text(info, "onset")))
        .leaf("expires", time("info/expires", NativeAlert.text(info, "expires")));
    String web = NativeAlert.text(info, "web");
    cap.leaf("senderName", shortText(alert.text("sender")))
        .leaf("headline", shortText(NativeAlert.text(info, "headline")))
        .leaf("description", NativeAlert.text(info, "description"))
        .leaf("instruction", NativeAlert.text(info, "instruction"))
        .leaf("web", WEB.matcher(web).matches() ? web : "")
        .pair("parameter", "kanhe:warningColor", colour.label())
        .pair("parameter", "kanhe:warningLevel", Integer.toString(colour.level()))
        .pair("parameter", "kanhe:senderCode", alert.text("senderCode"));
    areas.write(cap, NativeAlert.areas(info));
    cap.end();
  }

  private static String msgType(AcceptedMessage message, String text) {
    if (text.equals("Cancle")) {
      LOG.warn("Message {} spells Cancel as Cancle", message.header().messageId());
      return "Cancel";
    }
    return text;
  }

  /** {@code sender,identifier,sent} of the earlier alert, by the register or by its id alone. */
  private String references(AcceptedMessage message, String id) {
    if (id.isEmpty()) {
      return "";
    }
    Optional<JdbcAlerts.Known> known = register.find(message.header().environment(), id);
    if (known.isPresent()) {
      OffsetDateTime sent = known.get().sent().atOffset(CHINA).truncatedTo(ChronoUnit.SECONDS);
      return known.get().sender() + "," + id + "," + SECONDS.format(sent);
    }
    java.util.regex.Matcher parts = ALERT_ID.matcher(id);
    if (parts.matches()) {
      try {
        LocalDateTime sent = LocalDateTime.parse(parts.group(2), ID_TIME);
        return parts.group(1) + "," + id + "," + SECONDS.format(sent.atOffset(CHINA));
      } catch (DateTimeException e) {
        // Falls through: the id holds no existing time.
      }
    }
    throw failed("references", "the id of no possible alert", "<issuer code>_<yyyyMMddHHmmss>");
  }

  /** Empty stays empty; a blank becomes T; a missing offset means China standard time. */
  private static String time(String field, String text) {
    if (text.isEmpty()) {
      return "";
    }
    String form = text.replace(' ', 'T');
    String full = form.length() == 19 ? form + CHINA : form;
    try {
      OffsetDateTime.parse(full);
      return full;
    } catch (DateTimeException e) {
      throw failed(field, "no existing time", "a time as 2026-08-24 08:00:00+08:00");
    }
  }

  /** CAP asks for a category, which the national structure does not have: by class of event. */
  private static String category(String event) {
    return switch (event.length() < 3 ? "" : event.substring(0, 3)) {
      case "11A", "11B" -> "Met";
      case "11C", "11D" -> "Geo";
      case "11E" -> "Env";
      case "11G" -> "Fire";
      default -> "Other";
    };
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "Unknown" : text;
  }

  /** The profile allows 256 characters; the whole text stays in the recorded original. */
  private static String shortText(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= SHORT_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHORT_TEXT - 1)) + "…";
  }

  private static KanheException failed(String field, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, "alert/" + field + ": found " + found + ", expected " + expected);
  }
}
