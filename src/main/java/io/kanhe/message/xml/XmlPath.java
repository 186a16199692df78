package io.kanhe.message.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds elements by a path of local names joined by {@code /}, the name of the starting element
 * first. For payloads that kept their schema: namespaces were checked there.
 */
public final class XmlPath {

  private XmlPath() {}

  /** All elements at {@code path}, in document order. */
  public static List<XmlElement> all(XmlElement start, String path) {
    String[] names = path.split("/");
    List<XmlElement> found = start.localName().equals(names[0]) ? List.of(start) : List.of();
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      List<XmlElement> next = new ArrayList<>();
      found.forEach(
          each ->
              each.elements().stream()
                  .filter(child -> child.localName().equals(name))
                  .forEach(next::add));
      found = next;
    }
    return found;
  }

  /** The text of the first element at {@code path}, without outer white space; empty if none. */
  public static Optional<String> text(XmlElement start, String path) {
    return all(start, path).stream().findFirst().map(XmlElement::token);
  }

  /** The text of a child, without outer white space; empty if there is none or it is blank. */
  public static Optional<String> child(XmlElement parent, String name) {
    return parent.elements().stream()
        .filter(each -> each.localName().equals(name))
        .findFirst()
        .map(XmlElement::token)
        .filter(text -> !text.isEmpty());
  }

  /** All children of that local name. */
  public static List<XmlElement> children(XmlElement parent, String name) {
    return parent.elements().stream().filter(each -> each.localName().equals(name)).toList();
  }
}
