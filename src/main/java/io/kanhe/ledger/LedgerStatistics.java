package io.kanhe.ledger;

/**
 * What the ledger did since it was opened, for metrics.
 *
 * @param commits group commits that wrote something
 * @param entries entries recorded
 * @param waiting changes in the queue now
 * @param lastBatch changes in the newest commit
 * @param lastCommitNanos duration of the newest commit, from planning to durable
 */
public record LedgerStatistics(
    long commits, long entries, int waiting, int lastBatch, long lastCommitNanos) {}
