package io.kanhe.participant;

import java.util.regex.Pattern;

/**
 * Short name of a participant in addresses, metrics and file names: lower-case letters, digits and
 * hyphens.
 */
public record ParticipantId(String value) implements Comparable<ParticipantId> {

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,39}");

  public ParticipantId {
    if (!SLUG.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a participant id (expected: 2 to 40 of a-z, 0-9 and -, a letter first)");
    }
  }

  @Override
  public int compareTo(ParticipantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
