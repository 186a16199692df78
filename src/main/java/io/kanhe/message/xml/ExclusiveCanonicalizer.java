package io.kanhe.message.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive canonical form, without comments, of one element with all that is in it. An
 * instance works on one element; the static methods are thread-safe.
 *
 * <p>Standard: Exclusive XML Canonicalization 1.0, W3C Recommendation 18 July 2002.
 */
public final class ExclusiveCanonicalizer {

  /** Algorithm identifier of the form without comments. */
  public static final String ALGORITHM = "http://www.w3.org/2001/10/xml-exc-c14n#";

  private static final int INITIAL_BYTES = 4096;

  private final XmlElement apex;
  private final Collection<String> inclusivePrefixes;
  private final Utf8Buffer out = new Utf8Buffer(INITIAL_BYTES);

  // What the output has declared so far, innermost last: a stack in two arrays.
  private String[] prefixes = new String[16];
  private String[] uris = new String[16];
  private int declared;

  private ExclusiveCanonicalizer(XmlElement apex, Collection<String> inclusivePrefixes) {
    this.apex = apex;
    this.inclusivePrefixes = inclusivePrefixes;
  }

  /** Canonical bytes in UTF-8, with an empty prefix list. */
  public static byte[] canonicalize(XmlElement apex) {
    return canonicalize(apex, Set.of());
  }

  /**
   * Canonical bytes in UTF-8.
   *
   * @param inclusivePrefixes tokens of {@code InclusiveNamespaces/@PrefixList}; {@code #default} is
   *     the default namespace
   */
  public static byte[] canonicalize(XmlElement apex, Collection<String> inclusivePrefixes) {
    List<String> listed = new ArrayList<>(inclusivePrefixes.size());
    for (String prefix : inclusivePrefixes) {
      listed.add(prefix.equals("#default") ? "" : prefix);
    }
    ExclusiveCanonicalizer canonicalizer = new ExclusiveCanonicalizer(apex, listed);
    canonicalizer.element(apex);
    return canonicalizer.out.toBytes();
  }

  private void element(XmlElement element) {
    int outer = declared;
    out.ascii('<');
    name(element.prefix(), element.localName());
    declareUtilised(element);
    writeDeclarations(outer);
    writeAttributes(element.attributes());
    out.ascii('>');
    for (XmlNode child : element.children()) {
      if (child instanceof XmlElement inner) {
        element(inner);
      } else if (child instanceof XmlText text) {
        out.text(text.value());
      }
    }
    out.raw("</");
    name(element.prefix(), element.localName());
    out.ascii('>');
    declared = outer;
  }

  private void declareUtilised(XmlElement element) {
    declare(element.prefix(), element.namespace());
    for (XmlAttribute attribute : element.attributes()) {
      // An attribute without prefix is in no namespace, so it utilises none.
      if (!attribute.prefix().isEmpty()) {
        declare(attribute.prefix(), attribute.namespace());
      }
    }
    if (!inclusivePrefixes.isEmpty() && (element == apex || element.declarationCount() > 0)) {
      for (String prefix : inclusivePrefixes) {
        String uri = element.namespaceOf(prefix);
        if (uri != null) {
          declare(prefix, uri);
        }
      }
    }
  }

  private void declare(String prefix, String uri) {
    if (prefix.equals("xml")) {
      return;
    }
    String outer = declaredUri(prefix);
    // An empty default namespace is written only to take back another one.
    if (outer == null ? prefix.isEmpty() && uri.isEmpty() : outer.equals(uri)) {
      return;
    }
    if (declared == prefixes.length) {
      prefixes = Arrays.copyOf(prefixes, declared * 2);
      uris = Arrays.copyOf(uris, declared * 2);
    }
    prefixes[declared] = prefix;
    uris[declared++] = uri;
  }

  private @Nullable String declaredUri(String prefix) {
    for (int i = declared - 1; i >= 0; i--) {
      if (prefixes[i].equals(prefix)) {
        return uris[i];
      }
    }
    return null;
  }

  private void writeDeclarations(int from) {
    sortDeclarations(from);
    for (int i = from; i < declared; i++) {
      out.raw(prefixes[i].isEmpty() ? " xmlns" : " xmlns:");
      out.raw(prefixes[i]);
      out.raw("=\"");
      out.attributeValue(uris[i]);
      out.ascii('"');
    }
  }

  /** Insertion sort: an element seldom declares more than two. */
  private void sortDeclarations(int from) {
    for (int i = from + 1; i < declared; i++) {
      for (int j = i; j > from && compare(prefixes[j - 1], prefixes[j]) > 0; j--) {
        swap(prefixes, j);
        swap(uris, j);
      }
    }
  }

  private void writeAttributes(List<XmlAttribute> attributes) {
    if (attributes.size() > 1) {
      attributes = new ArrayList<>(attributes);
      attributes.sort(ExclusiveCanonicalizer::compareAttributes);
    }
    for (XmlAttribute attribute : attributes) {
      out.ascii(' ');
      name(attribute.prefix(), attribute.localName());
      out.raw("=\"");
      out.attributeValue(attribute.value());
      out.ascii('"');
    }
  }

  private void name(String prefix, String localName) {
    if (!prefix.isEmpty()) {
      out.raw(prefix);
      out.ascii(':');
    }
    out.raw(localName);
  }

  private static int compareAttributes(XmlAttribute left, XmlAttribute right) {
    int byNamespace = compare(left.namespace(), right.namespace());
    return byNamespace != 0 ? byNamespace : compare(left.localName(), right.localName());
  }

  /** Order of code points; the order of {@link String#compareTo} differs above U+FFFF. */
  private static int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? a - b
            : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }

  private static void swap(String[] values, int index) {
    String value = values[index];
    values[index] = values[index - 1];
    values[index - 1] = value;
  }
}
