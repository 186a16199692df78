package io.kanhe.service.weather;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the gateway itself needs to know of an alert, in CAP or in the national structure.
 *
 * @param sender issuer code of 14 digits
 * @param colour the most severe of all info blocks; empty if none says
 * @param regions codes of 12 digits
 * @param events codes of CL-03
 */
record CapAlert(
    String id,
    String sender,
    Instant sent,
    String msgType,
    Optional<Colour> colour,
    SortedSet<String> regions,
    Set<String> events) {

  private static final String CAP = NativeAlertToCap.CAP;
  private static final String EVENT_CODE = "GB/T35561-2017";

  /**
   * @throws KanheException 4002 if it is no alert, else as {@link XmlReader#parse}
   */
  static CapAlert readAny(byte[] document) {
    XmlElement root = XmlReader.parse(document, XmlLimits.defaults()).root();
    return root.is("", "alert") ? ofNative(new NativeAlert(root)) : ofCap(root);
  }

  /**
   * @throws KanheException 4002 if it is no CAP alert, else as {@link XmlReader#parse}
   */
  static CapAlert read(byte[] document) {
    return ofCap(XmlReader.parse(document, XmlLimits.defaults()).root());
  }

  private static CapAlert ofCap(XmlElement root) {
    if (!root.is(CAP, "alert")) {
      throw failed("another document", "a CAP 1.2 alert");
    }
    List<XmlElement> infos = root.elements().stream().filter(each -> each.is(CAP, "info")).toList();
    SortedSet<String> regions = new TreeSet<>();
    infos.forEach(info -> collectRegions(info, regions));
    return new CapAlert(
        text(root, "identifier"),
        text(root, "sender"),
        AlertHead.time(text(root, "sent")),
        text(root, "msgType"),
        infos.stream()
            .map(info -> Colour.ofSeverity(text(info, "severity")))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()),
        regions,
        infos.stream()
            .flatMap(info -> info.elements().stream())
            .filter(each -> each.is(CAP, "eventCode"))
            .filter(each -> text(each, "valueName").equals(EVENT_CODE))
            .map(each -> text(each, "value"))
            .collect(Collectors.toSet()));
  }

  private static CapAlert ofNative(NativeAlert alert) {
    String msgType = alert.text("msgType");
    Optional<XmlElement> info = alert.info();
    SortedSet<String> regions = new TreeSet<>();
    info.ifPresent(
        each ->
            NativeAlert.areas(each).stream()
                .flatMap(area -> Arrays.stream(NativeAlert.text(area, "geocode").split(",")))
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .forEach(regions::add));
    return new CapAlert(
        alert.text("identifier"),
        alert.text("senderCode"),
        AlertHead.time(alert.text("sendTime")),
        msgType.equals("Cancle") ? "Cancel" : msgType,
        info.flatMap(each -> Colour.of(NativeAlert.text(each, "severity"))),
        regions,
        info.map(each -> NativeAlert.text(each, "eventType")).stream().collect(Collectors.toSet()));
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

  boolean isCancel() {
    return msgType.equals("Cancel");
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
