package io.kanhe.catalogue;

/**
 * A rule over one XML document that its schema cannot say. One instance sees one document, element
 * by element, after the schema has accepted each. Paths are local names joined by {@code /}, the
 * root first.
 */
interface DocumentRule {

  /** An element without element children has ended. */
  void leaf(String path, String text);

  /**
   * An element has ended, its leaves and children before it.
   *
   * @throws io.kanhe.platform.KanheException 1002, 1003 or 4002 if the rule fails
   */
  void end(String path);
}
