package io.kanhe.message.xml;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes small documents of elements and text in one default namespace. Not thread-safe. */
public final class ElementWriter {

  private final StringBuilder out = new StringBuilder(4_096);
  private final Deque<String> open = new ArrayDeque<>();

  public ElementWriter(String root, String namespace) {
    out.append('<').append(root).append(" xmlns=\"").append(namespace).append("\">");
    open.push(root);
  }

  /** A root element with one attribute. */
  public ElementWriter(String root, String namespace, String attribute, String value) {
    out.append('<').append(root).append(" xmlns=\"").append(namespace).append('"');
    attribute(attribute, value);
    out.append('>');
    open.push(root);
  }

  public ElementWriter begin(String name) {
    out.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  /** An element with one attribute. */
  public ElementWriter begin(String name, String attribute, String value) {
    out.append('<').append(name);
    attribute(attribute, value);
    out.append('>');
    open.push(name);
    return this;
  }

  public ElementWriter end() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with text; nothing if the text is blank, because an empty element says nothing. */
  public ElementWriter leaf(String name, String text) {
    if (text.isBlank()) {
      return this;
    }
    out.append('<').append(name).append('>');
    escape(text);
    out.append("</").append(name).append('>');
    return this;
  }

  /** A leaf with one attribute; nothing if the text is blank. */
  public ElementWriter leaf(String name, String attribute, String value, String text) {
    if (text.isBlank()) {
      return this;
    }
    out.append('<').append(name);
    attribute(attribute, value);
    out.append('>');
    escape(text);
    out.append("</").append(name).append('>');
    return this;
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '"') {
        out.append("&#34;");
      } else {
        escape(String.valueOf(value.charAt(i)));
      }
    }
    out.append('"');
  }

  /** {@code valueName} and {@code value}, as CAP writes all its extensions. */
  public ElementWriter pair(String element, String name, String value) {
    return begin(element).leaf("valueName", name).leaf("value", value).end();
  }

  public byte[] finish() {
    while (!open.isEmpty()) {
      end();
    }
    return out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        default -> out.append(c);
      }
    }
  }
}
