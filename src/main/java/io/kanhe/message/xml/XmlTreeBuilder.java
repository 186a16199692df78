package io.kanhe.message.xml;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one document from parser events and counts what it costs. For one document
 * only.
 */
final class XmlTreeBuilder {

  private final XmlLimits limits;
  private final StringBuilder text = new StringBuilder();
  private @Nullable XmlElement root;
  private @Nullable XmlElement current;
  private @Nullable String pendingText;
  private boolean selfClosed;
  private int depth;
  private int elements;
  private int namespacesInScope;

  XmlTreeBuilder(XmlLimits limits) {
    this.limits = limits;
  }

  XmlElement root() {
    return Objects.requireNonNull(root);
  }

  boolean isRootClosed() {
    return root != null && current == null;
  }

  void read(XMLStreamReader2 reader) throws XMLStreamException {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text(reader.getText());
        case XMLStreamConstants.COMMENT -> comment();
        case XMLStreamConstants.END_DOCUMENT -> {}
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw forbidden("a processing instruction", reader);
        case XMLStreamConstants.DTD -> throw forbidden("a document type declaration", reader);
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw forbidden("a reference to an entity", reader);
        default -> throw forbidden("an unexpected construct", reader);
      }
    }
    if (root == null) {
      throw new KanheException(ErrorCode.MALFORMED, "no root element");
    }
  }

  private void start(XMLStreamReader2 reader) throws XMLStreamException {
    flushText();
    limit(++depth, limits.maxDepth(), "nesting depth");
    limit(++elements, limits.maxElements(), "number of elements");
    limit(
        reader.getAttributeCount() + reader.getNamespaceCount(),
        limits.maxAttributes(),
        "number of attributes of one element");
    XmlElement element =
        new XmlElement(
            current,
            name(orEmpty(reader.getPrefix())),
            name(reader.getLocalName()),
            orEmpty(reader.getNamespaceURI()),
            declarations(reader),
            attributes(reader),
            (int) reader.getLocationInfo().getEndingCharOffset());
    namespacesInScope += element.declarationCount();
    limit(namespacesInScope, limits.maxNamespaces(), "number of namespaces in scope");
    if (current == null) {
      root = element;
    } else {
      current.add(element);
    }
    current = element;
    selfClosed = reader.isEmptyElement();
  }

  private void end(XMLStreamReader2 reader) throws XMLStreamException {
    flushText();
    XmlElement ended = Objects.requireNonNull(current);
    if (selfClosed) {
      selfClosed = false;
    } else {
      ended.endContentAt((int) reader.getLocationInfo().getStartingCharOffset());
    }
    namespacesInScope -= ended.declarationCount();
    depth--;
    current = ended.parent();
  }

  private void text(String part) {
    if (pendingText == null && text.length() == 0) {
      pendingText = part;
    } else {
      if (pendingText != null) {
        text.append(pendingText);
        pendingText = null;
      }
      text.append(part);
    }
    int length = pendingText != null ? pendingText.length() : text.length();
    limit(length, limits.maxTextChars(), "length of one text");
  }

  private void comment() {
    if (current != null) {
      current.markCommented();
    }
  }

  private void flushText() {
    String value = pendingText;
    if (value == null && text.length() > 0) {
      value = text.toString();
      text.setLength(0);
    }
    pendingText = null;
    if (value != null && !value.isEmpty() && current != null) {
      current.add(new XmlText(value));
    }
  }

  private List<XmlNamespace> declarations(XMLStreamReader2 reader) {
    int count = reader.getNamespaceCount();
    if (count == 0) {
      return List.of();
    }
    List<XmlNamespace> declarations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String prefix = orEmpty(reader.getNamespacePrefix(i));
      String uri = orEmpty(reader.getNamespaceURI(i));
      if (!prefix.equals("xml")) {
        name(prefix);
        limit(uri.length(), limits.maxAttributeChars(), "length of a namespace name");
        NamespaceName.requireAbsolute(uri);
        declarations.add(new XmlNamespace(prefix, uri));
      }
    }
    return declarations;
  }

  private List<XmlAttribute> attributes(XMLStreamReader2 reader) {
    int count = reader.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<XmlAttribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String value = reader.getAttributeValue(i);
      limit(value.length(), limits.maxAttributeChars(), "length of an attribute value");
      attributes.add(
          new XmlAttribute(
              name(orEmpty(reader.getAttributePrefix(i))),
              name(reader.getAttributeLocalName(i)),
              orEmpty(reader.getAttributeNamespace(i)),
              value));
    }
    return attributes;
  }

  private String name(String name) {
    limit(name.length(), limits.maxNameChars(), "length of a name");
    return name;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void limit(int found, int allowed, String what) {
    if (found > allowed) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED, what + " over the limit (allowed: " + allowed + ")");
    }
  }

  private static KanheException forbidden(String what, XMLStreamReader2 reader) {
    return new KanheException(
        ErrorCode.CONSTRUCT_FORBIDDEN,
        what + " at line " + reader.getLocation().getLineNumber() + " (expected: none)");
  }
}
