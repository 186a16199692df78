package io.kanhe.message.xml;

/** Character classes and escapes of XML 1.0. */
public final class XmlChars {

  private XmlChars() {}

  public static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Takes white space of XML, and only that, off both ends. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Takes out every white space character: base64 text may be folded anywhere. */
  public static String withoutSpace(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isSpace(c)) {
        kept.append(c);
      }
    }
    return kept.length() == text.length() ? text : kept.toString();
  }

  /**
   * Escapes text for element content, as canonical XML does.
   *
   * @throws IllegalArgumentException for a character that XML 1.0 cannot carry
   */
  public static String escapeText(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#xD;");
        default -> {
          requireChar(text, i);
          out.append(c);
        }
      }
    }
    return out.toString();
  }

  private static void requireChar(String text, int index) {
    char c = text.charAt(index);
    boolean paired =
        Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1))
            || Character.isLowSurrogate(c)
                && index > 0
                && Character.isHighSurrogate(text.charAt(index - 1));
    if (c < ' ' && !isSpace(c) || c >= '\uFFFE' || Character.isSurrogate(c) && !paired) {
      throw new IllegalArgumentException("a character that XML cannot carry");
    }
  }
}
