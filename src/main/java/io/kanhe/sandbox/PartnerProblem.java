package io.kanhe.sandbox;

/** Why a partner simulator cannot run: what was found, and what to do. */
final class PartnerProblem extends Exception {

  private static final long serialVersionUID = 1;

  PartnerProblem(String message) {
    super(message);
  }
}
