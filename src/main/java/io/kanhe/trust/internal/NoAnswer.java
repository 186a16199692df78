package io.kanhe.trust.internal;

/** Something came or did not come that says nothing about a certificate, and why. */
final class NoAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean definite;

  NoAnswer(String reason) {
    this(reason, false);
  }

  private NoAnswer(String reason, boolean definite) {
    super(reason);
    this.definite = definite;
  }

  /** The authority itself says that it knows nothing: no outage, so nothing to bridge. */
  static NoAnswer unknown(String reason) {
    return new NoAnswer(reason, true);
  }

  boolean isDefinite() {
    return definite;
  }
}
