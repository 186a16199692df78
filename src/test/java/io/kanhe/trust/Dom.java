package io.kanhe.trust;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** What {@link StricterRules} asks of a document, over the JDK's own parser. */
final class Dom {

  private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private Dom() {}

  static boolean plainAttributes(Element element) {
    return !anyOwnAttribute(element, a -> !XMLNS.equals(a.getNamespaceURI()));
  }

  static boolean anyAttribute(Element element, Predicate<Attr> test) {
    return all(element, null, null).stream().anyMatch(e -> anyOwnAttribute(e, test));
  }

  static boolean anyOwnAttribute(Element element, Predicate<Attr> test) {
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      if (test.test((Attr) element.getAttributes().item(i))) {
        return true;
      }
    }
    return false;
  }

  /** Values of the element's own attributes of this kind. */
  static Set<String> values(Element element, Predicate<Attr> kind) {
    Set<String> values = new HashSet<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) element.getAttributes().item(i);
      if (kind.test(attribute)) {
        values.add(attribute.getValue());
      }
    }
    return values;
  }

  static boolean hasText(Element element) {
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      boolean text =
          n.getNodeType() == Node.TEXT_NODE || n.getNodeType() == Node.CDATA_SECTION_NODE;
      if (text && !n.getNodeValue().matches("[ \t\r\n]*")) {
        return true;
      }
    }
    return false;
  }

  static boolean hasNode(Node node, short type) {
    for (Node n = node.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n.getNodeType() == type || hasNode(n, type)) {
        return true;
      }
    }
    return false;
  }

  static boolean isNamed(Element element, String namespace, String name) {
    return element.getLocalName().equals(name) && namespace.equals(element.getNamespaceURI());
  }

  static Element child(Element parent, String namespace, String name) {
    return elements(parent).stream()
        .filter(e -> isNamed(e, namespace, name))
        .findFirst()
        .orElse(null);
  }

  static Element find(Element root, String namespace, String name) {
    List<Element> found = all(root, namespace, name);
    return found.isEmpty() ? null : found.get(0);
  }

  static List<Element> elements(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** The element and everything in it of this name; null means any. */
  static List<Element> all(Element root, String namespace, String name) {
    List<Element> found = new ArrayList<>();
    if ((namespace == null || namespace.equals(root.getNamespaceURI()))
        && (name == null || name.equals(root.getLocalName()))) {
      found.add(root);
    }
    elements(root).forEach(child -> found.addAll(all(child, namespace, name)));
    return found;
  }

  static Document parse(byte[] message) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setExpandEntityReferences(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      builder.setEntityResolver(
          (publicId, systemId) -> new InputSource(new ByteArrayInputStream(new byte[0])));
      return builder.parse(new ByteArrayInputStream(message));
    } catch (Exception e) {
      return null;
    }
  }
}
