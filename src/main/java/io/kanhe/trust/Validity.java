package io.kanhe.trust;

import java.time.Duration;
import java.time.Instant;

/** The time in which a certificate is in force, both ends included, in whole seconds. */
public record Validity(Instant notBefore, Instant notAfter) {

  public Validity {
    if (notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException("a certificate that ends before it begins");
    }
  }

  public static Validity startingAt(Instant notBefore, Duration length) {
    return new Validity(notBefore, notBefore.plus(length));
  }
}
