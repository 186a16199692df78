package io.kanhe.message.xml;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.regex.Pattern;

/**
 * The rule for namespace names: an absolute URI in the very letters of RFC 3986. Canonical XML 1.0
 * section 1.3 fails on relative names, and programs that verify signatures also fail on names that
 * are no URI at all, so nobody could check a signature over one.
 */
final class NamespaceName {

  private static final String PERCENT = "%[0-9A-Fa-f]{2}";
  private static final String NAME = "(?:[A-Za-z0-9._~!$&'()*+,;=-]|" + PERCENT + ")";
  private static final String PATH = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|" + PERCENT + ")";
  private static final String QUERY = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|" + PERCENT + ")";

  // Possessive: a long name costs no more than its length, and no deep recursion.
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "[A-Za-z][A-Za-z0-9+.-]*+:"
              + ("(?://" + NAME + "*+(?::[0-9]{1,5})?+(?=[/?#]|$)|(?!//))")
              + (PATH + "*+")
              + ("(?:\\?" + QUERY + "*+)?+")
              + ("(?:#" + QUERY + "*+)?+"));

  private NamespaceName() {}

  /**
   * @param name empty takes a declaration back
   * @throws KanheException 1001 MALFORMED
   */
  static void requireAbsolute(String name) {
    if (!name.isEmpty() && !ABSOLUTE.matcher(name).matches()) {
      throw new KanheException(
          ErrorCode.MALFORMED,
          "a namespace name that is no absolute URI (expected: RFC 3986, other letters as %XX)");
    }
  }
}
