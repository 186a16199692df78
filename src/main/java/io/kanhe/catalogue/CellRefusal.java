package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;

/** A cell that is not of its column's type; becomes a refusal once row and column are known. */
final class CellRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String found;
  private final String expected;

  CellRefusal(ErrorCode code, String found, String expected) {
    super(found, null, false, false);
    this.code = code;
    this.found = found;
    this.expected = expected;
  }

  ErrorCode code() {
    return code;
  }

  String found() {
    return found;
  }

  String expected() {
    return expected;
  }
}
