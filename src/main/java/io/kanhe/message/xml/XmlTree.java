package io.kanhe.message.xml;

import java.nio.charset.StandardCharsets;

/** A parsed document together with the characters it was read from. Thread-safe. */
public final class XmlTree {

  private final char[] source;
  private final XmlElement root;

  XmlTree(char[] source, XmlElement root) {
    this.source = source;
    this.root = root;
  }

  public XmlElement root() {
    return root;
  }

  /**
   * The bytes between the tags of an element of this tree, exactly as they stood in the document:
   * strict UTF-8 has one form for every character, so encoding the characters again gives the same
   * bytes.
   */
  public byte[] contentBytes(XmlElement element) {
    int start = element.contentStart();
    return new String(source, start, element.contentEnd() - start).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "XmlTree[" + root + "]";
  }
}
