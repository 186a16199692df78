package io.kanhe.service.weather;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes small documents of elements and text in one default namespace. Not thread-safe. */
final class AlertXml {

  private final StringBuilder out = new StringBuilder(4_096);
  private final Deque<String> open = new ArrayDeque<>();

  AlertXml(String root, String namespace) {
    out.append('<').append(root).append(" xmlns=\"").append(namespace).append("\">");
    open.push(root);
  }

  AlertXml begin(String name) {
    out.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  AlertXml end() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with text; nothing if the text is blank, because CAP forbids empty elements. */
  AlertXml leaf(String name, String text) {
    if (text.isBlank()) {
      return this;
    }
    out.append('<').append(name).append('>');
    escape(text);
    out.append("</").append(name).append('>');
    return this;
  }

  /** {@code valueName} and {@code value}, as CAP writes all its extensions. */
  AlertXml pair(String element, String name, String value) {
    return begin(element).leaf("valueName", name).leaf("value", value).end();
  }

  byte[] finish() {
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
