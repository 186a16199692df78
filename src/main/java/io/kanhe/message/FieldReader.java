package io.kanhe.message;

import io.kanhe.message.xml.XmlAttribute;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlNode;
import io.kanhe.message.xml.XmlText;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the children of one block in their fixed order; what is left over was unknown, repeated or
 * misplaced.
 */
final class FieldReader {

  private final XmlElement block;
  private final List<XmlElement> fields;
  private int next;

  FieldReader(XmlElement block) {
    this.block = block;
    this.fields = block.elements();
    for (XmlNode child : block.children()) {
      if (child instanceof XmlText text && !text.isBlank()) {
        throw new KanheException(
            ErrorCode.HEADER_INVALID,
            "text between the fields of " + block.localName() + " (expected: none)");
      }
    }
  }

  String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  @Nullable String optional(String name) {
    XmlElement field = take(name);
    if (field == null) {
      return null;
    }
    refuseAttributes(field, "");
    return token(field);
  }

  List<String> repeated(String name) {
    List<String> values = new ArrayList<>(2);
    for (String value = optional(name); value != null; value = optional(name)) {
      values.add(value);
    }
    return values;
  }

  /** A field with text and one attribute. */
  XmlElement requiredElement(String name, String attribute) {
    XmlElement field = take(name);
    if (field == null) {
      throw missing(name);
    }
    refuseAttributes(field, attribute);
    token(field);
    return field;
  }

  /** A field that is a block itself. */
  @Nullable XmlElement optionalElement(String name) {
    XmlElement field = take(name);
    if (field != null) {
      refuseAttributes(field, "");
    }
    return field;
  }

  void end() {
    if (next < fields.size()) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "element "
              + (next + 1)
              + " of "
              + block.localName()
              + " is unknown, repeated or in the wrong place");
    }
  }

  private @Nullable XmlElement take(String name) {
    if (next < fields.size() && fields.get(next).is(Header.NAMESPACE, name)) {
      return fields.get(next++);
    }
    return null;
  }

  private KanheException missing(String name) {
    return FieldForms.invalid(
        name, "present, after the fields that precede it in " + block.localName());
  }

  private static String token(XmlElement field) {
    if (!field.elements().isEmpty()) {
      throw FieldForms.invalid(field.localName(), "text only");
    }
    return field.token();
  }

  private static void refuseAttributes(XmlElement field, String allowed) {
    for (XmlAttribute attribute : field.attributes()) {
      if (!attribute.is("", allowed)) {
        throw FieldForms.invalid(field.localName(), "no other attribute");
      }
    }
  }
}
