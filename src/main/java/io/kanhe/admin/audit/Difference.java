package io.kanhe.admin.audit;

/** Ends an audit at the first place where two stores do not say the same. */
final class Difference extends Exception {

  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * @param reason without any personal value
   */
  Difference(String place, String reason) {
    super(reason);
    this.place = place;
  }

  String place() {
    return place;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
