package io.kanhe.service.privacy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that stands in one field of one message and nowhere else in the world.
 *
 * @param service whose field it is
 * @param path of the field, the root first
 * @param owners uscc of the insurer to whom the part of the document belongs; empty for none
 */
public record Canary(
    String value, String service, String path, int personalDataClass, Set<String> owners) {

  /**
   * Marks of a text, numbers, plates: what is left of a value that was cut or put in a sentence.
   */
  private static final Pattern PART =
      Pattern.compile("丝雀..|[\\u4e00-\\u9fa5][A-ZＡ-Ｚ][0-9A-Z０-９Ａ-Ｚ]{5,6}|[0-9A-Za-z０-９Ａ-Ｚ:.-]{9,}");

  public Canary {
    owners = Set.copyOf(owners);
  }

  /** The same field with another value. */
  public Canary with(String other) {
    return new Canary(other, service, path, personalDataClass, owners);
  }

  /** The value, and each part of it by which it would be known. */
  public Set<String> parts() {
    Set<String> parts = new TreeSet<>(Set.of(value));
    Matcher part = PART.matcher(value);
    while (part.find()) {
      parts.add(part.group());
    }
    return parts;
  }

  /** Where it was planted; not the value, so that a failed test tells nothing either. */
  @Override
  public String toString() {
    return service + " " + path;
  }
}
