package io.kanhe.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads the notes {@code c:field} of a schema in the order in which a document holds the fields.
 */
final class SchemaFields {

  static final String NOTES = "urn:kanhe:catalogue:1";
  private static final int DEEPEST = 12;

  private final Map<String, Element> roots = new HashMap<>();
  private final Map<String, Element> types = new HashMap<>();

  void add(Document schema) {
    for (Element each : children(schema.getDocumentElement())) {
      if (each.getLocalName().equals("element")) {
        roots.put(each.getAttribute("name"), each);
      } else if (each.getLocalName().equals("complexType")) {
        types.put(each.getAttribute("name"), each);
      }
    }
  }

  List<Field> of(String root) {
    List<Field> fields = new ArrayList<>();
    Element element = roots.get(root);
    if (element != null) {
      content(element, "", false, 0, fields);
    }
    return List.copyOf(fields);
  }

  /** Walks what stands inside an element or type: compositors, elements, attributes. */
  private void content(Element holder, String path, boolean choice, int depth, List<Field> fields) {
    for (Element each : children(holder)) {
      switch (each.getLocalName()) {
        case "element" -> field(each, path + each.getAttribute("name"), choice, depth, fields);
        case "attribute" ->
            field(each, path + "@" + each.getAttribute("name"), choice, depth, fields);
        case "choice" -> content(each, path, true, depth, fields);
        case "extension" -> {
          type(each.getAttribute("base"), path, depth, fields);
          content(each, path, choice, depth, fields);
        }
        case "complexType", "complexContent", "simpleContent", "sequence" ->
            content(each, path, choice, depth, fields);
        default -> {}
      }
    }
  }

  private void field(Element element, String path, boolean choice, int depth, List<Field> fields) {
    if (depth > DEEPEST) {
      return;
    }
    Element note = (Element) element.getElementsByTagNameNS(NOTES, "field").item(0);
    if (note != null && note.getParentNode().getParentNode().getParentNode() == element) {
      fields.add(described(element, note, path, choice));
    }
    content(element, path + "/", false, depth + 1, fields);
    type(element.getAttribute("type"), path + "/", depth + 1, fields);
  }

  private void type(String name, String path, int depth, List<Field> fields) {
    Element type = types.get(name.substring(name.indexOf(':') + 1));
    if (type != null && !name.startsWith("t:")) {
      content(type, path, false, depth, fields);
    }
  }

  private static Field described(Element element, Element note, String path, boolean choice) {
    boolean attribute = element.getLocalName().equals("attribute");
    return new Field(
        path,
        note.getAttribute("zh"),
        note.getAttribute("en"),
        typeOf(element),
        !attribute && (choice || element.getAttribute("minOccurs").equals("0")),
        !element.getAttribute("maxOccurs").isEmpty(),
        Integer.parseInt("0" + note.getAttribute("class")),
        new Field.Notes(
            note.getAttribute("unit"),
            note.getAttribute("list"),
            note.getAttribute("mask"),
            note.getAttribute("element"),
            note.getAttribute("example")));
  }

  /** The name of the type without prefix; that of the text for an element with attributes. */
  private static String typeOf(Element element) {
    String name = element.getAttribute("type");
    if (name.isEmpty()) {
      for (Element type : children(element)) {
        for (Element content : children(type)) {
          if (content.getLocalName().equals("simpleContent")) {
            name = children(content).get(0).getAttribute("base");
          }
        }
      }
    }
    return name.substring(name.indexOf(':') + 1);
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element
          && XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(element.getNamespaceURI())) {
        children.add(element);
      }
    }
    return children;
  }
}
