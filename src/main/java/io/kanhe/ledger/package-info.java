/**
 * The append-only evidence log: entries, group commit, Merkle tree, checkpoints, receipts, proofs,
 * export, verifier.
 */
@NullMarked
package io.kanhe.ledger;

import org.jspecify.annotations.NullMarked;
