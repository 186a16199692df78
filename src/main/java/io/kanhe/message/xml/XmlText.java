package io.kanhe.message.xml;

/**
 * A maximal run of text: character data, references and CDATA sections in one, also across
 * comments.
 */
public record XmlText(String value) implements XmlNode {

  /** True if there is nothing but the four white space characters of XML. */
  public boolean isBlank() {
    return XmlChars.isBlank(value);
  }

  /** Text is payload: only its length is shown. */
  @Override
  public String toString() {
    return "XmlText[" + value.length() + " chars]";
  }
}
