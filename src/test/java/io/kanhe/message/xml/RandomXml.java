package io.kanhe.message.xml;

import java.util.Arrays;
import java.util.Random;

/**
 * Random documents that are hard for a canonicaliser: prefixes bound again, default namespaces
 * taken back, odd text.
 */
final class RandomXml {

  private static final String[] PREFIXES = {"", "a", "b", "c", "zz"};
  private static final String[] URIS = {"urn:1", "urn:2", "urn:3", "http://x/?a&amp;b"};
  private static final String[] TEXTS = {
    "",
    " ",
    "\n  ",
    "a&amp;b",
    "&lt;&gt;",
    ">",
    "&#13;",
    "&#9;&#10;",
    "\"'",
    "台风",
    "𠀀",
    "é",
    "<![CDATA[<x> & ]]>",
    "<!-- c -->",
    "&#x10000;",
    "\r\n",
    "\uE000"
  };
  private static final String[] VALUES = {
    "", "1", "a&#9;b", "&#10;", "&#13;", "&quot;", "&lt;", ">", "&amp;", "\t\n x", "洪水", "𠀀",
    "&apos;"
  };

  private final Random random;
  private int elements;

  RandomXml(long seed) {
    random = new Random(seed);
  }

  String document() {
    StringBuilder out = new StringBuilder();
    element(out, 0, new String[] {"", null, null, null, null});
    return out.toString();
  }

  private void element(StringBuilder out, int depth, String[] outer) {
    elements++;
    String[] scope = outer.clone();
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < PREFIXES.length; i++) {
      if (random.nextInt(4) == 0) {
        boolean takenBack = i == 0 && random.nextInt(3) == 0;
        String uri = takenBack ? "" : URIS[random.nextInt(URIS.length)];
        scope[i] = uri;
        attributes
            .append(i == 0 ? " xmlns" : " xmlns:" + PREFIXES[i])
            .append("=\"")
            .append(uri)
            .append('"');
      }
    }
    attributes(attributes, scope);
    String name = name(scope) + "e" + random.nextInt(4);
    if (depth == 0) {
      attributes.append(" root=\"1\"");
    }
    out.append('<').append(name).append(attributes);
    if (random.nextInt(6) == 0) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (int i = random.nextInt(5); i > 0; i--) {
      out.append(TEXTS[random.nextInt(TEXTS.length)]);
      if (depth < 7 && elements < 60) {
        element(out, depth + 1, scope);
      }
    }
    out.append(TEXTS[random.nextInt(TEXTS.length)]).append("</").append(name).append('>');
  }

  private void attributes(StringBuilder out, String[] scope) {
    boolean[] used = new boolean[URIS.length + 1];
    for (int i = random.nextInt(4); i > 0; i--) {
      String prefix = name(scope);
      int slot = prefix.isEmpty() ? URIS.length : slot(scope, prefix);
      if (!used[slot]) {
        used[slot] = true;
        out.append(' ').append(prefix).append("n").append(random.nextInt(3)).append("=\"");
        out.append(VALUES[random.nextInt(VALUES.length)]).append('"');
      }
    }
    if (random.nextInt(8) == 0) {
      out.append(" xml:lang='zh'");
    }
  }

  private static int slot(String[] scope, String prefix) {
    for (int i = 1; i < PREFIXES.length; i++) {
      if (prefix.equals(PREFIXES[i] + ":")) {
        return Arrays.asList(URIS).indexOf(scope[i]);
      }
    }
    throw new IllegalStateException(prefix);
  }

  /** A prefix in scope with its colon, or nothing. */
  private String name(String[] scope) {
    int index = random.nextInt(PREFIXES.length);
    return index == 0 || scope[index] == null ? "" : PREFIXES[index] + ":";
  }
}
