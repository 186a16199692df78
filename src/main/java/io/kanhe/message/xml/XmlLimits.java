package io.kanhe.message.xml;

/**
 * What one document may cost. Every limit is checked while reading, so a document that breaks one
 * is given up there.
 *
 * @param maxBytes size of the whole document
 * @param maxDepth elements inside each other, the root is 1
 * @param maxElements elements of the document
 * @param maxAttributes attributes and namespace declarations of one element together
 * @param maxNamespaces namespace declarations in scope at one place
 * @param maxNameChars length of one prefix or local name, in UTF-16 units
 * @param maxAttributeChars length of one attribute value or namespace name, in UTF-16 units
 * @param maxTextChars length of one run of text, in UTF-16 units
 */
public record XmlLimits(
    int maxBytes,
    int maxDepth,
    int maxElements,
    int maxAttributes,
    int maxNamespaces,
    int maxNameChars,
    int maxAttributeChars,
    int maxTextChars) {

  private static final XmlLimits DEFAULTS =
      new XmlLimits(4 << 20, 64, 200_000, 64, 256, 256, 64 << 10, 4 << 20);

  public static XmlLimits defaults() {
    return DEFAULTS;
  }

  public XmlLimits withMaxBytes(int bytes) {
    return new XmlLimits(
        bytes,
        maxDepth,
        maxElements,
        maxAttributes,
        maxNamespaces,
        maxNameChars,
        maxAttributeChars,
        maxTextChars);
  }

  /** The three limits that an operator sets, see {@code kanhe.intake} in the configuration. */
  public XmlLimits withShape(int depth, int attributes, int elements) {
    return new XmlLimits(
        maxBytes,
        depth,
        elements,
        attributes,
        maxNamespaces,
        maxNameChars,
        maxAttributeChars,
        maxTextChars);
  }
}
