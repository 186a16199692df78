package io.kanhe.message;

import io.kanhe.message.xml.XmlChars;
import org.jspecify.annotations.Nullable;

/**
 * Writes one block of fields in the canonical spelling: prefix {@code k}, no white space between
 * elements.
 */
final class FieldWriter {

  private static final String DECLARATION = " xmlns:k=\"" + Header.NAMESPACE + "\"";
  private static final int USUAL_CHARS = 1500;

  private final String block;
  private final StringBuilder out = new StringBuilder(USUAL_CHARS);

  FieldWriter(String block, boolean declareNamespace) {
    this.block = block;
    out.append("<k:").append(block).append(declareNamespace ? DECLARATION : "").append('>');
  }

  void field(String name, String value) {
    open(name);
    try {
      out.append(XmlChars.escapeText(value));
    } catch (IllegalArgumentException e) {
      throw FieldForms.invalid(name, "characters that XML can carry");
    }
    close(name);
  }

  void optional(String name, @Nullable Object value) {
    if (value != null) {
      field(name, value.toString());
    }
  }

  void digest(String name, Digest digest) {
    out.append("<k:")
        .append(name)
        .append(" algorithm=\"")
        .append(digest.algorithm().label())
        .append("\">");
    out.append(digest.hex());
    close(name);
  }

  void open(String name) {
    out.append("<k:").append(name).append('>');
  }

  void close(String name) {
    out.append("</k:").append(name).append('>');
  }

  String end() {
    close(block);
    return out.toString();
  }
}
