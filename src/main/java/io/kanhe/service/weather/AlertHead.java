package io.kanhe.service.weather;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands above the {@code info} blocks of an alert, in CAP or in the national structure. An
 * alert may have hundreds of kilobytes of polygons; they are not read here.
 *
 * @param sender issuer code of 14 digits
 * @param references ids of the alerts that it updates or cancels
 */
record AlertHead(
    String id, String sender, Instant sent, String msgType, SortedSet<String> references) {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Pattern ROOT = Pattern.compile("<((?:[\\w.-]+:)?)alert[\\s>/]");
  private static final int LONGEST_HEAD = 1 << 16;
  private static final int SECTOR_START = 6;
  private static final int SECTOR_END = 9;

  /**
   * @throws KanheException 4002 if it is no alert, else as {@link XmlReader#parse}
   */
  static AlertHead read(byte[] document) {
    XmlElement root = root(document);
    if (!root.localName().equals("alert")) {
      throw failed("another document", "an alert");
    }
    boolean cap = root.namespace().equals(NativeAlertToCap.CAP);
    String msgType = text(root, "msgType");
    return new AlertHead(
        text(root, "identifier"),
        text(root, cap ? "sender" : "senderCode"),
        time(text(root, cap ? "sent" : "sendTime")),
        msgType.equals("Cancle") ? "Cancel" : msgType,
        ids(text(root, "references")));
  }

  /**
   * The document up to its first info. Where the cut meets a comment or a CDATA section, what is
   * left is not well-formed, and the whole document is read.
   */
  private static XmlElement root(byte[] document) {
    String start =
        new String(document, 0, Math.min(LONGEST_HEAD, document.length), StandardCharsets.UTF_8);
    Matcher tag = ROOT.matcher(start);
    int info = tag.find() ? start.indexOf("<" + tag.group(1) + "info", tag.end()) : -1;
    if (info > 0) {
      String head = start.substring(0, info) + "</" + tag.group(1) + "alert>";
      try {
        return XmlReader.parse(head.getBytes(StandardCharsets.UTF_8), XmlLimits.defaults()).root();
      } catch (KanheException e) {
        // Read whole, below.
      }
    }
    return XmlReader.parse(document, XmlLimits.defaults()).root();
  }

  /** Ids alone, or triples {@code sender,identifier,sent}, separated by white space. */
  private static SortedSet<String> ids(String references) {
    SortedSet<String> ids = new TreeSet<>();
    for (String each : references.split("\\s+")) {
      String[] parts = each.split(",", -1);
      String id = parts.length == 3 ? parts[1] : each;
      if (!id.isBlank()) {
        ids.add(id);
      }
    }
    return ids;
  }

  boolean isCancel() {
    return msgType.equals("Cancel");
  }

  /** Digits 7 to 9 of the issuer code, GB/T 4657: 416 weather, 332 water; empty without them. */
  String sector() {
    return sender.length() < SECTOR_END ? "" : sender.substring(SECTOR_START, SECTOR_END);
  }

  /** A time of either form; a missing offset means China standard time. */
  static Instant time(String text) {
    String form = text.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(form.length() == 19 ? form + CHINA : form).toInstant();
    } catch (DateTimeException e) {
      throw failed("no existing time", "sent as 2026-08-24T08:00:00+08:00");
    }
  }

  private static String text(XmlElement root, String name) {
    XmlElement child = root.child(root.namespace(), name);
    return child == null ? "" : child.token();
  }

  private static KanheException failed(String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, "alert: found " + found + ", expected " + expected);
  }
}
