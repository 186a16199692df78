package io.kanhe.intake;

/**
 * The pipeline of all doors: limits, parse, signature, certificate, sender, freshness, duplicate,
 * agreement, contract, ledger. Thread-safe.
 */
public interface Intake {

  /**
   * Runs the pipeline and waits for the group commit. Never throws for anything that a sender can
   * cause: every refusal is an outcome, already recorded.
   */
  Outcome submit(Submission submission);
}
