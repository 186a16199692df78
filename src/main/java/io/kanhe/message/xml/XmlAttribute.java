package io.kanhe.message.xml;

/**
 * An attribute; namespace declarations are not attributes here.
 *
 * @param prefix empty for none
 * @param namespace empty for none
 * @param value normalised as XML 1.0 section 3.3.3 says for CDATA
 */
public record XmlAttribute(String prefix, String localName, String namespace, String value) {

  public boolean is(String otherNamespace, String otherName) {
    return localName.equals(otherName) && namespace.equals(otherNamespace);
  }

  /** Values are payload: only the name is shown. */
  @Override
  public String toString() {
    return "XmlAttribute[{" + namespace + "}" + localName + "]";
  }
}
