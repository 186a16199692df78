package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * A compiled XML Schema with the words it uses for what it expects: names of its elements and the
 * documentation of its simple types. Thread-safe.
 *
 * <p>Standard: W3C XML Schema 1.0.
 */
final class CompiledSchema {

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.xsd");

  private final String file;
  private final Schema schema;
  private final Set<String> elementNames = new HashSet<>();
  private final Map<String, String> typeWords = new HashMap<>();
  private final Map<String, String> typeValues = new HashMap<>();
  private final SchemaFields fields = new SchemaFields();
  private final Set<String> seen = new HashSet<>();

  /** Where schema documents come from, by plain file name. */
  @FunctionalInterface
  interface Documents {
    byte[] read(String name) throws IOException;
  }

  private CompiledSchema(String name, Documents documents) {
    file = name;
    try {
      Map<String, Document> parsed = new LinkedHashMap<>();
      parse(name, documents, parsed);
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      // All documents are handed over together: the compiler itself opens nothing.
      schema =
          factory.newSchema(parsed.values().stream().map(DOMSource::new).toArray(Source[]::new));
    } catch (SAXParseException e) {
      throw broken(name, e.getLineNumber() > 0 ? ":" + e.getLineNumber() : "", e);
    } catch (SAXException | ParserConfigurationException e) {
      throw broken(name, "", e);
    } catch (IOException | UncheckedIOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          name + ": found no readable file, expected a schema in catalogue/",
          e);
    }
  }

  static CompiledSchema of(String name, Documents documents) {
    return new CompiledSchema(name, documents);
  }

  String file() {
    return file;
  }

  Schema schema() {
    return schema;
  }

  boolean hasElement(String name) {
    return elementNames.contains(name);
  }

  /** The fields of a document with that root, as the schema's notes describe them. */
  List<Field> fields(String root) {
    return fields.of(root);
  }

  /** What a type of this schema is, in words; {@code null} for types without documentation. */
  @org.jspecify.annotations.Nullable
  String words(String type) {
    return typeWords.get(type);
  }

  /** What to write of a type: its documentation, or its values. */
  @org.jspecify.annotations.Nullable
  String description(String type) {
    String words = typeWords.get(type);
    return words == null ? typeValues.get(type) : words;
  }

  private void parse(String name, Documents documents, Map<String, Document> parsed)
      throws IOException, SAXException, ParserConfigurationException {
    if (!seen.add(name)) {
      return;
    }
    if (!FILE_NAME.matcher(name).matches()) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "found a schema location that is not a plain file name, expected one");
    }
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    Document document =
        builder.parse(new InputSource(new java.io.ByteArrayInputStream(documents.read(name))));
    collectWords(document);
    fields.add(document);
    NodeList imports =
        document.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "import");
    for (int i = 0; i < imports.getLength(); i++) {
      Element each = (Element) imports.item(i);
      parse(each.getAttribute("schemaLocation"), documents, parsed);
      each.removeAttribute("schemaLocation");
    }
    // After its imports: the compiler knows only what it has seen.
    parsed.put(name, document);
  }

  private void collectWords(Document document) {
    NodeList elements =
        document.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "element");
    for (int i = 0; i < elements.getLength(); i++) {
      elementNames.add(((Element) elements.item(i)).getAttribute("name"));
    }
    NodeList types =
        document.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "simpleType");
    for (int i = 0; i < types.getLength(); i++) {
      Element type = (Element) types.item(i);
      NodeList words =
          type.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "documentation");
      if (words.getLength() > 0 && !type.getAttribute("name").isEmpty()) {
        typeWords.put(type.getAttribute("name"), words.item(0).getTextContent().strip());
      }
      collectValues(type);
    }
  }

  private void collectValues(Element type) {
    NodeList values =
        type.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "enumeration");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < values.getLength(); i++) {
      String value = ((Element) values.item(i)).getAttribute("value");
      all.add(value.isEmpty() ? "nothing" : value);
    }
    if (!all.isEmpty() && !type.getAttribute("name").isEmpty()) {
      typeValues.put(type.getAttribute("name"), "one of " + String.join(", ", all));
    }
  }

  private static KanheException broken(String name, String line, Exception cause) {
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        name + line + ": found no valid schema, expected XML Schema 1.0",
        cause);
  }
}
