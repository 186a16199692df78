package io.kanhe.message.xml;

import java.nio.charset.StandardCharsets;

/**
 * Changes to a document by the places of its elements; everything else stays as it was, to the
 * byte. To be made in document order. For one thread.
 */
public final class XmlEdits {

  private final String text;
  private final StringBuilder out;
  private int from;
  private boolean changed;

  /**
   * @param text of the document: offsets of elements count its characters
   */
  public XmlEdits(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length() + 1_000);
  }

  /** Puts {@code by} in place of the characters from {@code start} to {@code end}. */
  public void replace(int start, int end, String by) {
    out.append(text, from, start).append(by);
    from = end;
    changed = true;
  }

  /** Puts an addition in front of an element's start tag. */
  public void insertBefore(XmlElement element, String addition) {
    int place = text.lastIndexOf('<', element.contentStart() - 1);
    replace(place, place, addition);
  }

  public boolean isEmpty() {
    return !changed;
  }

  /** The document with all changes, in UTF-8. */
  public byte[] apply() {
    return out.append(text, from, text.length()).toString().getBytes(StandardCharsets.UTF_8);
  }
}
