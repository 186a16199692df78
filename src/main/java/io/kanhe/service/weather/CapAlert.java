package io.kanhe.service.weather;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the gateway itself needs to know of a CAP alert.
 *
 * @param colour the most severe of all info blocks; empty if none says
 * @param regions codes of 12 digits
 */
record CapAlert(
    String id,
    String sender,
    Instant sent,
    String msgType,
    Optional<Colour> colour,
    SortedSet<String> regions) {

  private static final String CAP = NativeAlertToCap.CAP;

  /**
   * @throws KanheException 4002 if it is no CAP alert, else as {@link XmlReader#parse}
   */
  static CapAlert read(byte[] document) {
    XmlElement root = XmlReader.parse(document, XmlLimits.defaults()).root();
    if (!root.is(CAP, "alert")) {
      throw failed("another document", "a CAP 1.2 alert");
    }
    List<XmlElement> infos = root.elements().stream().filter(each -> each.is(CAP, "info")).toList();
    SortedSet<String> regions = new TreeSet<>();
    infos.forEach(info -> collectRegions(info, regions));
    return new CapAlert(
        text(root, "identifier"),
        text(root, "sender"),
        time(text(root, "sent")),
        text(root, "msgType"),
        infos.stream()
            .map(info -> Colour.ofSeverity(text(info, "severity")))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()),
        regions);
  }

  private static void collectRegions(XmlElement info, SortedSet<String> regions) {
    for (XmlElement area : info.elements()) {
      for (XmlElement geocode : area.is(CAP, "area") ? area.elements() : List.<XmlElement>of()) {
        if (geocode.is(CAP, "geocode")) {
          regions.add(text(geocode, "value"));
        }
      }
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw failed("no existing time", "sent as 2026-08-24T08:00:00+08:00");
    }
  }

  private static String text(XmlElement parent, String name) {
    XmlElement child = parent.child(CAP, name);
    return child == null ? "" : child.token();
  }

  private static KanheException failed(String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, "alert: found " + found + ", expected " + expected);
  }
}
