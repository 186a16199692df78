package io.kanhe.service.weather;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.util.List;
import java.util.Optional;

/**
 * An alert in the national structure, as it is met in practice: no namespace, empty elements, the
 * sender's name where CAP has a code. A view of the document; nothing is corrected here.
 */
record NativeAlert(XmlElement root) {

  private static final String NO_NAMESPACE = "";

  /**
   * @throws io.kanhe.platform.KanheException 1001, 1007 or 1012 as {@link XmlReader#parse}
   */
  static NativeAlert read(byte[] document) {
    return new NativeAlert(XmlReader.parse(document, XmlLimits.defaults()).root());
  }

  /** Text of a child of the alert, without white space around it; empty if absent. */
  String text(String name) {
    return text(root, name);
  }

  Optional<XmlElement> info() {
    return Optional.ofNullable(root.child(NO_NAMESPACE, "info"));
  }

  static List<XmlElement> areas(XmlElement info) {
    return info.elements().stream().filter(each -> each.is(NO_NAMESPACE, "area")).toList();
  }

  static String text(XmlElement parent, String name) {
    XmlElement child = parent.child(NO_NAMESPACE, name);
    return child == null ? "" : child.token();
  }
}
