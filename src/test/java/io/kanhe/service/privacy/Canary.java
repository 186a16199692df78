package io.kanhe.service.privacy;

import java.util.Set;

/**
 * A value that stands in one field of one message and nowhere else in the world.
 *
 * @param service whose field it is
 * @param path of the field, the root first
 * @param owners uscc of the insurer to whom the part of the document belongs; empty for none
 */
public record Canary(
    String value, String service, String path, int personalDataClass, Set<String> owners) {

  public Canary {
    owners = Set.copyOf(owners);
  }

  /** Where it was planted; not the value, so that a failed test tells nothing either. */
  @Override
  public String toString() {
    return service + " " + path;
  }
}
