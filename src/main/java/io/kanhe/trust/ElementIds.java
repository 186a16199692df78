package io.kanhe.trust;

import io.kanhe.message.xml.XmlAttribute;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Every value that some verifier would take for an element's id. Attack: two elements under one id,
 * of which one reader verifies the first and another uses the second.
 */
final class ElementIds {

  private static final Set<String> UNQUALIFIED = Set.of("Id", "ID", "id");

  private final Map<String, XmlElement> elements = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  private ElementIds() {}

  /**
   * @throws io.kanhe.platform.KanheException 2009 if a {@code wsu:Id} or {@code xml:id} is not
   *     unique
   */
  static ElementIds of(XmlElement root) {
    ElementIds ids = new ElementIds();
    ids.collect(root);
    return ids;
  }

  /**
   * The one element of this id.
   *
   * @throws io.kanhe.platform.KanheException 2009 if there is none, or more than one by any of the
   *     attributes
   */
  XmlElement resolve(String id) {
    XmlElement element = elements.get(id);
    if (element == null || ambiguous.contains(id)) {
      throw SoapNames.uncovered("a reference to no element or to several (expected: one)");
    }
    return element;
  }

  private void collect(XmlElement element) {
    for (XmlAttribute attribute : element.attributes()) {
      String namespace = attribute.namespace();
      if (namespace.isEmpty() && UNQUALIFIED.contains(attribute.localName())) {
        // Business payloads may use plain id attributes as they like, as long as nobody refers to
        // them.
        add(attribute.value(), element, false);
      } else if (attribute.is(SoapNames.WSU, "Id") || attribute.is(SoapNames.XML, "id")) {
        add(attribute.value(), element, true);
      }
    }
    for (XmlNode child : element.children()) {
      if (child instanceof XmlElement inner) {
        collect(inner);
      }
    }
  }

  private void add(String id, XmlElement element, boolean unique) {
    XmlElement other = elements.putIfAbsent(id, element);
    if (other != null && other != element) {
      ambiguous.add(id);
    }
    if (unique && ambiguous.contains(id)) {
      throw SoapNames.uncovered("one id on two elements (expected: unique ids)");
    }
  }
}
