package io.kanhe.message.xml;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of an {@link XmlTree}. Does not change after the parse, so it is thread-safe. */
public final class XmlElement implements XmlNode {

  static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  private final @Nullable XmlElement parent;
  private final String prefix;
  private final String localName;
  private final String namespace;
  private final List<XmlNamespace> declarations;
  private final List<XmlAttribute> attributes;
  private final int contentStart;
  private final List<XmlNode> children = new ArrayList<>(4);
  private int contentEnd;
  private boolean commented;

  XmlElement(
      @Nullable XmlElement parent,
      String prefix,
      String localName,
      String namespace,
      List<XmlNamespace> declarations,
      List<XmlAttribute> attributes,
      int contentStart) {
    this.parent = parent;
    this.prefix = prefix;
    this.localName = localName;
    this.namespace = namespace;
    this.declarations = declarations;
    this.attributes = attributes;
    this.contentStart = contentStart;
    this.contentEnd = contentStart;
  }

  void add(XmlNode child) {
    children.add(child);
  }

  void endContentAt(int charOffset) {
    contentEnd = charOffset;
  }

  void markCommented() {
    commented = true;
  }

  int declarationCount() {
    return declarations.size();
  }

  public @Nullable XmlElement parent() {
    return parent;
  }

  /** Empty for none. */
  public String prefix() {
    return prefix;
  }

  public String localName() {
    return localName;
  }

  /** Empty for none. */
  public String namespace() {
    return namespace;
  }

  /** The declarations on this element itself, in the order of the document. */
  public List<XmlNamespace> declarations() {
    return Collections.unmodifiableList(declarations);
  }

  public List<XmlAttribute> attributes() {
    return Collections.unmodifiableList(attributes);
  }

  public List<XmlNode> children() {
    return Collections.unmodifiableList(children);
  }

  /** Offset of the first UTF-16 unit after the start tag. */
  public int contentStart() {
    return contentStart;
  }

  /** Offset of the end tag; equal to {@link #contentStart} for an empty element. */
  public int contentEnd() {
    return contentEnd;
  }

  /** True if a comment stands directly in this element. */
  public boolean isCommented() {
    return commented;
  }

  public boolean is(String otherNamespace, String otherName) {
    return localName.equals(otherName) && namespace.equals(otherNamespace);
  }

  /** Value of the attribute, or {@code null}. */
  public @Nullable String attribute(String attributeNamespace, String attributeName) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.is(attributeNamespace, attributeName)) {
        return attribute.value();
      }
    }
    return null;
  }

  /** The child elements in the order of the document. */
  public List<XmlElement> elements() {
    List<XmlElement> elements = new ArrayList<>(children.size());
    for (XmlNode child : children) {
      if (child instanceof XmlElement element) {
        elements.add(element);
      }
    }
    return elements;
  }

  /**
   * The only child element of this name, or {@code null}.
   *
   * @throws KanheException 1001 if there is more than one
   */
  public @Nullable XmlElement child(String childNamespace, String childName) {
    XmlElement found = null;
    for (XmlNode child : children) {
      if (child instanceof XmlElement element && element.is(childNamespace, childName)) {
        if (found != null) {
          throw new KanheException(
              ErrorCode.MALFORMED, "more than one " + childName + " in " + localName);
        }
        found = element;
      }
    }
    return found;
  }

  /** True if no text but white space stands directly in this element. */
  public boolean hasElementsOnly() {
    for (XmlNode child : children) {
      if (child instanceof XmlText text && !text.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The text, exactly.
   *
   * @throws KanheException 1001 if there is a child element
   */
  public String text() {
    if (children.isEmpty()) {
      return "";
    }
    if (children.size() > 1 || !(children.get(0) instanceof XmlText text)) {
      throw new KanheException(
          ErrorCode.MALFORMED, localName + " holds elements (expected: text only)");
    }
    return text.value();
  }

  /**
   * The text without white space at both ends.
   *
   * @throws KanheException 1001 if there is a child element
   */
  public String token() {
    return XmlChars.strip(text());
  }

  /**
   * What the prefix stands for here: empty for an undeclared default namespace, {@code null} for
   * any other undeclared prefix.
   */
  public @Nullable String namespaceOf(String wantedPrefix) {
    if (wantedPrefix.equals("xml")) {
      return XML_NAMESPACE;
    }
    for (XmlElement element = this; element != null; element = element.parent) {
      for (XmlNamespace declaration : element.declarations) {
        if (declaration.prefix().equals(wantedPrefix)) {
          return declaration.uri();
        }
      }
    }
    return wantedPrefix.isEmpty() ? "" : null;
  }

  /** Names no content. */
  @Override
  public String toString() {
    return "XmlElement[{" + namespace + "}" + localName + "]";
  }
}
